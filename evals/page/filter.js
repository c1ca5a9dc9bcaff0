"use strict";
const sort = document.getElementById("sort");
const words = document.getElementById("words");
const shown = document.getElementById("shown");
const cases = Array.from(document.querySelectorAll(".case"));
function filter() {
  const wanted = words.value.trim().toLowerCase();
  let count = 0;
  for (const one of cases) {
    const fits = (!sort.value || one.dataset.sort === sort.value) &&
      (!wanted || one.textContent.toLowerCase().includes(wanted));
    one.hidden = !fits;
    count += fits ? 1 : 0;
  }
  shown.textContent = `${count} of ${cases.length} failing cases`;
}
sort.addEventListener("change", filter);
words.addEventListener("input", filter);
filter();
