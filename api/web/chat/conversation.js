// The conversation on the page: bubbles, payment cards, notices of money. Words from outside become
// text nodes in elements of their own direction, never markup.

import { receipt_path } from "/gateway.js";
import { phrase, word } from "/words.js";

const kEntriesMax = 200;
const kNearBottomPx = 120;
const kTestMoney = "test money"; // the other side of a grant in the history
const kSvg = "http://www.w3.org/2000/svg";

// element("p", { class: "text", dir: "auto" }, "words", child): strings become text nodes.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function button(title, look, on_tap) {
  const made = element("button", { type: "button", class: look }, title);
  made.addEventListener("click", on_tap);
  return made;
}

const isolated = (words) => element("bdi", {}, words);

// Handles keep their direction among words that run from right to left.
export function with_handles(words) {
  return words.split(/(@[\w.-]*\w)/).map((piece, i) => (i % 2 === 0 ? piece : isolated(piece)));
}

// The gateway's own pages for a PIN or a claim can be tapped; every other address stays text.
function with_links(words) {
  const origin = location.origin.replace(/[.[\]]/g, "\\$&");
  const link = new RegExp(`(${origin}/[pc]/[\\w.#-]+)`);
  return words.split(link).flatMap((piece, i) =>
    i % 2 === 0
      ? with_handles(piece)
      : element("a", { href: piece, target: "_blank", rel: "noopener" }, piece),
  );
}
const unseen = (words) => element("span", { class: "visually-hidden" }, words);

// "0.50", "USD" → "$0.50" as the reader's locale writes it, with the decimals that came.
export function money(amount, currency) {
  const decimals = (amount.split(".")[1] ?? "").length;
  const rightwards = document.documentElement.dir === "rtl" ? "\u200e" : "";
  try {
    const pieces = new Intl.NumberFormat(navigator.language, {
      style: "currency",
      currency,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }).formatToParts(amount);
    // "US$" stays so among letters that run from the right, instead of becoming "$US".
    return pieces
      .map(({ type, value }) => (type === "currency" ? value + rightwards : value))
      .join("");
  } catch {
    return `${amount} ${currency}`; // not a currency of ISO 4217
  }
}

// A first letter on one of six colours, the same for the same name everywhere.
export function show_avatar(place, name) {
  const bare = name.replace(/^@/, "");
  let sum = 0;
  for (const letter of bare) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  place.textContent = (Array.from(bare)[0] ?? "?").toUpperCase();
  place.className = `avatar tone-${sum % 6}`;
}

function avatar(name) {
  const made = element("span", { "aria-hidden": "true" });
  show_avatar(made, name);
  return made;
}

function clock(time) {
  const date = new Date(time);
  const today = new Date().toDateString() === date.toDateString();
  const words = date.toLocaleString(navigator.language, {
    ...(today ? {} : { day: "numeric", month: "short" }),
    hour: "numeric",
    minute: "2-digit",
  });
  return element("time", { datetime: date.toISOString() }, words);
}

function drawing(look, path) {
  const svg = document.createElementNS(kSvg, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", look);
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(kSvg, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

const tick = () => drawing("tick", "M3 8.5 6.5 12 13 4.5");
const cross = () => drawing("cross", "M4 4l8 8M12 4l-8 8");

function receipt_link(transaction_id, whose) {
  const link = element("a", { href: receipt_path(transaction_id), download: "" }, word("receipt"));
  link.append(unseen(`: ${whose}`));
  return link;
}

function duration(ms) {
  const [value, unit] = ms < 1000 ? [Math.round(ms), "millisecond"] : [ms / 1000, "second"];
  const style = { style: "unit", unit, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(navigator.language, style).format(value);
}

const kStates = ["held", "submitted", "checking", "failed", "cancelled", "returned"];
const kMoves = { held: "set_aside", returned: "came_back", sent: "you_sent" };
const kMoving = ["submitted", "checking"];
const kNothingMoved = ["failed", "cancelled", "returned"];

function show_state(row, payment) {
  const { state } = payment;
  const final = state === "final";
  const timed = final && typeof payment.final_ms === "number";
  let words = kStates.includes(state) ? word(state) : state;
  if (final) words = word("final");
  if (timed) words = word("final_in", { time: duration(payment.final_ms) });
  row.className = `state ${state}`;
  row.replaceChildren();
  if (final) row.append(tick());
  else if (kNothingMoved.includes(state)) row.append(cross());
  else row.append(element("i", { class: kMoving.includes(state) ? "spinner" : "dot" }));
  row.append(element("span", {}, words));
  if (!payment.transaction_id || !final) return;
  const amount = money(payment.amount, payment.currency);
  const whose = word("amount_to", { amount, who: payment.to });
  row.append(receipt_link(payment.transaction_id, whose));
}

export class Conversation {
  constructor(log, entries, working) {
    this.log_ = log;
    this.entries_ = entries;
    this.working_ = working;
    this.shown_ = new Set();
    this.moving_ = new Map(); // transaction id → {row, payment} of cards that are not final yet
  }

  clear() {
    this.entries_.replaceChildren();
    this.shown_.clear();
    this.moving_.clear();
    this.working(false);
  }

  add_(entry, follow = false) {
    const { scrollHeight, scrollTop, clientHeight } = this.log_;
    const near = scrollHeight - scrollTop - clientHeight < kNearBottomPx;
    this.entries_.append(entry);
    while (this.entries_.childElementCount > kEntriesMax) this.entries_.firstElementChild.remove();
    if (near || follow) this.to_end();
  }

  to_end() {
    this.log_.scrollTop = this.log_.scrollHeight;
  }

  working(shown) {
    this.working_.hidden = !shown;
    if (shown) this.to_end();
  }

  intro(handle) {
    const example = element("bdi", {}, ...phrase("say_pay", { friend: isolated(handle) }));
    this.add_(
      element(
        "div",
        { class: "intro" },
        element("p", { class: "intro-title" }, word("intro")),
        element("p", {}, ...phrase("example", { words: example })),
      ),
    );
  }

  // What I wrote. The answer shows how it goes: sending(), answered(), failed(problem) with
  // a button where there is something to do.
  said(words) {
    const meta = element("div", { class: "meta" });
    const bubble = element(
      "div",
      { class: "bubble mine" },
      unseen(`${word("you")} `),
      element("div", { class: "text", dir: "auto" }, ...with_handles(words)),
    );
    const entry = element("div", { class: "entry from-me" }, bubble, meta);
    this.add_(entry, true);
    return {
      sending: () => {
        entry.classList.remove("unsent");
        meta.replaceChildren(word("sending"));
      },
      answered: () => meta.replaceChildren(clock(Date.now())),
      failed: (problem, title, then) => {
        entry.classList.add("unsent");
        const advice = [problem.message, problem.next].filter(Boolean).join(" ");
        const said = element("span", { class: "advice", dir: "auto" }, advice);
        meta.replaceChildren(said);
        if (title) meta.append(button(title, "small", then));
        this.to_end();
      },
    };
  }

  // One reply; on_action(action) is called for a tapped button, once for all of them.
  replied(reply, on_action) {
    if (reply.id && this.shown_.has(reply.id)) return; // told twice under one id
    if (reply.id) this.shown_.add(reply.id);
    const bubble = element("div", { class: "bubble theirs" }, unseen("Pennypost: "));
    const text = element("div", { class: "text", dir: "auto" }, ...with_links(reply.text ?? ""));
    if (reply.language) text.setAttribute("lang", reply.language);
    bubble.append(text);
    if (reply.payment) bubble.append(this.card_(reply.payment));
    const entry = element("div", { class: "entry" }, bubble);
    if (reply.actions?.length) entry.append(this.actions_(reply.actions, on_action));
    this.add_(entry);
  }

  card_(payment) {
    const row = element("div");
    if (payment.state !== "awaiting_confirmation") show_state(row, payment); // else: the buttons
    if (kMoving.includes(payment.state) && payment.transaction_id) {
      this.moving_.set(payment.transaction_id, { row, payment });
    }
    const { to } = payment;
    return element(
      "div",
      { class: "card" },
      element(
        "div",
        { class: "card-top" },
        avatar(to),
        element("span", { class: "payee" }, unseen(`${word("to")} `), isolated(to)),
        element("span", { class: "amount" }, isolated(money(payment.amount, payment.currency))),
      ),
      row,
    );
  }

  actions_(actions, on_action) {
    const row = element("div", { class: "actions" });
    actions.forEach((action, i) => {
      const tapped = () => {
        for (const each of row.children) each.disabled = true;
        on_action(action);
      };
      row.append(button(action.title, i === 0 ? "primary" : "secondary", tapped));
    });
    return row;
  }

  // A line of the history: money that came, or (on opening the page) what went before.
  moved(item, fresh) {
    const other = isolated(item.other); // "@maria", or an address
    const amount = element("b", {}, isolated(money(item.amount, item.currency)));
    const words = element("span", { class: "moved-words" });
    const came = item.other === kTestMoney ? "received_test" : "sent_you";
    words.append(...phrase(kMoves[item.direction] ?? came, { amount, other }));
    if (item.memo) words.append(" ", element("bdi", { class: "memo" }, `“${item.memo}”`));
    const details = element("span", { class: "moved-details" });
    if (item.time) details.append(clock(item.time));
    if (item.transaction_id) details.append(receipt_link(item.transaction_id, words.textContent));
    const line = element("div", { class: fresh ? "moved fresh" : "moved" }, words, details);
    this.add_(element("div", { class: "entry notice-entry" }, line));
  }

  waits_for_final() {
    return this.moving_.size > 0;
  }

  // The history names this transaction: a card that was still moving is final.
  became_final(transaction_id) {
    const card = this.moving_.get(transaction_id);
    if (!card) return;
    this.moving_.delete(transaction_id);
    show_state(card.row, { ...card.payment, state: "final" });
  }
}
