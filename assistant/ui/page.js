// What the pages do beyond Streamlit's own: keys, copying, quotations under the pointer, the
// composer's limit, printing. One set of listeners on the document, for as long as the page lives.

const COMPOSER = '[data-testid="stChatInputTextArea"]';
const SEND = '[data-testid="stChatInputSubmitButton"]';
const BADGE = ".d-badge, button.d-chip";
const REST = 220; // milliseconds that the pointer rests on a badge before its quotation opens
const LEAVE = 350; // and that it may be away before the quotation closes again

const state = { longest: Infinity };
let hovered = null; // the badge whose quotation the pointer has opened
let timer = 0;

function editable(element) {
  return element?.matches?.("input, textarea, select, [contenteditable='true']");
}

function cardOf(badge) {
  return document.getElementById(badge?.getAttribute("popovertarget") ?? "");
}

function keyed(event) {
  if (event.key === "Enter" && event.target.matches?.(COMPOSER) && !event.shiftKey) {
    if (tooLong(event.target)) refuse(event);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !editable(event.target)) {
    const composer = document.querySelector(COMPOSER);
    if (!composer) return;
    event.preventDefault();
    composer.focus();
    return;
  }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step && !editable(event.target)) move(event, step);
}

// From one citation to the next; where a quotation is open, the next one opens.
function move(event, step) {
  const card = event.target.closest?.(".d-card") ?? document.querySelector(".d-card:popover-open");
  const here = card
    ? document.querySelector(`[popovertarget="${card.id}"]:is(${BADGE})`)
    : event.target.closest?.(BADGE);
  const answer = here?.closest(".d-answer");
  if (!answer) return;
  const badges = [...answer.querySelectorAll(BADGE)];
  const next = badges[badges.indexOf(here) + step];
  event.preventDefault();
  if (!next) return;
  const open = card?.matches(":popover-open");
  if (open) card.hidePopover();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  if (open) cardOf(next)?.showPopover({ source: next });
}

function over(event) {
  if (event.pointerType !== "mouse") return;
  const card = event.target.closest?.(".d-card");
  if (card && hovered && card === cardOf(hovered)) clearTimeout(timer);
  const badge = event.target.closest?.(".d-badge");
  if (!badge || badge === hovered) {
    if (badge) clearTimeout(timer);
    return;
  }
  clearTimeout(timer);
  timer = setTimeout(() => {
    const found = cardOf(badge);
    if (!found || document.querySelector(".d-card:popover-open:not([data-hover])")) return;
    found.dataset.hover = "";
    found.showPopover({ source: badge });
    hovered = badge;
  }, REST);
}

function out(event) {
  if (event.pointerType !== "mouse") return;
  const left = event.target.closest?.(".d-badge, .d-card");
  if (!left) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    const card = cardOf(hovered);
    if (card && "hover" in card.dataset) card.hidePopover();
    hovered = null;
  }, LEAVE);
}

function clicked(event) {
  const badge = event.target.closest?.(".d-badge");
  const card = cardOf(badge);
  if (card?.matches(":popover-open") && "hover" in card.dataset) {
    event.preventDefault(); // the pointer opened it: a click keeps it open
    delete card.dataset.hover;
    return;
  }
  if (event.target.closest?.(SEND) && tooLong(document.querySelector(COMPOSER))) refuse(event);
  const copy = event.target.closest?.("[data-copy]");
  if (copy) copied(copy);
  if (event.target.closest?.("[data-print]")) print();
}

// A point's note in the margin brings out its words in the text.
function pointed(event) {
  const note = event.target.closest?.("[data-point]");
  if (!note) return;
  const words = note.closest(".d-reader").querySelectorAll(`[data-in~="${note.dataset.point}"]`);
  const on = event.type === "pointerover" || event.type === "focusin";
  words.forEach((piece) => piece.classList.toggle("d-pointed", on));
}

function toggled(event) {
  const card = event.target;
  if (event.newState === "closed" && card.matches?.(".d-card")) delete card.dataset.hover;
}

async function copied(button) {
  const named = button.dataset.copy;
  const text = named === "address" ? location.href : document.getElementById(named)?.textContent;
  const before = button.dataset.label ?? button.textContent;
  button.dataset.label = before;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = kept(text) ? "Copied" : "Could not copy";
  }
  setTimeout(() => { button.textContent = before; }, 1800);
}

// Where the browser has no clipboard for pages, as over plain HTTP on another machine.
function kept(text) {
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

function tooLong(composer) {
  return [...(composer?.value ?? "").trim()].length > state.longest;
}

function refuse(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  count(document.querySelector(COMPOSER));
}

function count(composer) {
  const note = document.getElementById("composer-note");
  if (!note || !composer) return;
  const length = [...composer.value.trim()].length;
  const most = state.longest.toLocaleString("en");
  let text = "";
  if (length > state.longest) {
    text = `${length.toLocaleString("en")} of ${most} characters: shorten it, or ask about one part `
      + "at a time. Nothing is lost. A whole text belongs under “Bring an essay”.";
  } else if (length > state.longest * 0.85) {
    text = `${length.toLocaleString("en")} of ${most} characters`;
  }
  if (note.textContent !== text) note.textContent = text;
  note.classList.toggle("d-over", length > state.longest);
}

function started() {
  const page = document.documentElement;
  if (page.dataset.keys) return;
  page.dataset.keys = "ready";
  document.addEventListener("keydown", keyed, true);
  document.addEventListener("click", clicked, true);
  document.addEventListener("pointerover", over);
  document.addEventListener("pointerout", out);
  document.addEventListener("toggle", toggled, true);
  for (const kind of ["pointerover", "pointerout", "focusin", "focusout"]) {
    document.addEventListener(kind, pointed);
  }
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(COMPOSER)) count(event.target);
  });
  printed();
}

// A page that was opened to be printed is, once its conversation stands there.
function printed() {
  const address = new URL(location.href);
  if (!address.searchParams.has("print")) return;
  if (!document.querySelector(".d-printed")) {
    setTimeout(printed, REST);
    return;
  }
  address.searchParams.delete("print"); // so that loading the page again only shows it
  history.replaceState(history.state, "", address);
  document.fonts.ready.then(() => print());
}

export default function ({ data }) {
  state.longest = data?.longest ?? Infinity;
  started();
}
