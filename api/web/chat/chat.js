// The web chat: signing in, writing, and what is new while the page is open.

import * as gateway from "/gateway.js";
import { known_handle, signed_in_body } from "/device.js";
import { Conversation, button, element, money, show_avatar, with_handles } from "/conversation.js";
import { choose_contact } from "/contact_card.js";
import { word } from "/words.js";

const kRefreshMs = 2_500;
const kEarlierMax = 5;
const kDemoHandles = ["alice", "bob", "maria"];
const kUnsentKey = "pennypost.unsent";
const kTextareaPxMax = 160;

const part = (id) => document.getElementById(id);
const conversation = new Conversation(part("log"), part("entries"), part("working"));
// Two tabs share one cookie: whoever signs in or out tells the others.
const other_tabs = new BroadcastChannel("pennypost.session");

let sandbox = true;
let me = null; // {handle, csrf, test_money} while signed in
let known = null; // transaction ids of the last history, null before the first
let shown_balance = "";
let reachable = true;
let refreshing = false;
let refresh_again = false; // asked for while one was under way
let queue = Promise.resolve(); // one message at a time, so that answers keep their order

// Messages without an answer yet survive a reload, to be retried under the same id.
const unsent = {
  load: (handle) => {
    const kept = JSON.parse(sessionStorage.getItem(kUnsentKey) ?? "null");
    return kept?.handle === handle ? kept.entries : [];
  },
  save: (handle, entries) =>
    sessionStorage.setItem(kUnsentKey, JSON.stringify({ handle, entries })),
  keep: ({ handle, message, words }) =>
    unsent.save(handle, [
      ...unsent.load(handle).filter((kept) => kept.message.message_id !== message.message_id),
      { message, words },
    ]),
  forget: ({ handle, message }) =>
    unsent.save(
      handle,
      unsent.load(handle).filter((kept) => kept.message.message_id !== message.message_id),
    ),
};

// --- what the page shows ---

const at_handle = (handle) => `@${handle}`;

function show_notice() {
  const words = !navigator.onLine
    ? word("offline")
    : reachable
      ? ""
      : word("unreachable_now");
  part("notice").textContent = words;
  part("notice").hidden = words === "";
}

function show_sign_in(why = "") {
  me = null;
  known = null;
  conversation.clear();
  part("chat").hidden = true;
  part("sign-in").hidden = false;
  part("sign-in-problem").textContent = why;
  document.title = "Pennypost";
  prepare_sign_in();
}

// A sandbox lets anybody in under any name; elsewhere this device's key is who somebody is.
async function prepare_sign_in() {
  let asked = { sandbox: true, handle: null };
  try {
    const ask = async (public_key) => (asked = await gateway.challenge(public_key));
    await known_handle(ask);
  } catch (problem) {
    if (!(problem instanceof gateway.Problem)) throw problem;
  }
  sandbox = asked.sandbox;
  part("people").hidden = !sandbox && asked.handle === null;
  part("code-part").hidden = sandbox;
  if (sandbox) return;
  part("who").textContent = word(asked.handle === null ? "choose_handle" : "welcome_back");
  part("handle-label").textContent = word(asked.handle === null ? "friends_pay" : "somebody_else");
  part("handle-form").hidden = asked.handle !== null;
  part("code-part").hidden = asked.handle !== null;
  part("sign-in-fine").textContent = word("device_key");
  if (asked.handle !== null) part("people").replaceChildren(person_button(asked.handle));
}

function person_button(handle) {
  const avatar = element("span", { "aria-hidden": "true" });
  show_avatar(avatar, handle);
  const person = button("", "person", () => sign_in(handle));
  person.append(avatar, element("span", {}, element("bdi", {}, at_handle(handle))));
  return element("li", {}, person);
}

function show_chat(session) {
  me = session;
  known = null;
  shown_balance = "";
  conversation.clear();
  part("sign-in").hidden = true;
  part("chat").hidden = false;
  part("me").replaceChildren(element("bdi", {}, at_handle(me.handle)));
  show_avatar(part("me-avatar"), me.handle);
  part("balance-label").textContent = word(me.test_money ? "test_money" : "balance");
  part("balance").replaceChildren(element("bdi", {}, "–"));
  part("balance-more").textContent = "";
  document.title = `${at_handle(me.handle)} · Pennypost`;
  const friend = at_handle(me.handle === "maria" ? "alice" : "maria");
  show_suggestions(friend);
  fit_text();
  conversation.intro(friend);
  show_earlier();
  if (matchMedia("(hover: hover)").matches) part("text").focus();
}

async function show_earlier() {
  const handle = me.handle;
  await refresh();
  if (me?.handle !== handle) return;
  for (const { message, words } of unsent.load(handle)) {
    const entry = { handle, message, words, bubble: conversation.said(words) };
    offer_retry(entry, word("not_certain"));
  }
}

function show_suggestions(friend) {
  const say_at_once = ["say_balance", "say_history", "say_help"]
    .map((key) => word(key))
    .map((words) => [words, () => say(words)]);
  // Money never leaves by one stray tap: this one waits for Send.
  const pay = word("say_pay", { friend });
  const share = [word("share_contact"), () => choose_contact(share_contact)];
  const suggestions = [[pay, () => write(pay)], ...say_at_once, share];
  part("suggestions").replaceChildren(
    ...suggestions.map(([words, then]) => {
      const chip = button("", "chip", then);
      chip.append(...with_handles(words));
      return element("li", {}, chip);
    }),
  );
}

function show_balance(balances) {
  const shown = balances.map(({ amount, currency }) => money(amount, currency));
  part("balance").replaceChildren(element("bdi", {}, shown[0] ?? word("empty")));
  part("balance-more").textContent = shown.slice(1).join(" · ");
}

function pulse_balance() {
  const balance = part("balance");
  balance.classList.remove("changed");
  void balance.offsetWidth; // restarts the animation
  balance.classList.add("changed");
}

// --- what is new ---

async function refresh() {
  if (me === null) return;
  if (refreshing) {
    refresh_again = true;
    return;
  }
  refreshing = true;
  refresh_again = false;
  const { handle } = me;
  try {
    const { balances } = await gateway.balance();
    const now = JSON.stringify(balances);
    const changed = now !== shown_balance;
    const news = changed || known === null || conversation.waits_for_final();
    const items = news ? (await gateway.history()).data : null;
    if (me?.handle !== handle) return;
    reachable = true;
    if (changed) {
      show_balance(balances);
      if (shown_balance !== "") pulse_balance();
      shown_balance = now;
    }
    if (items) take_history(items);
    await take_news(handle);
  } catch (problem) {
    if (problem.status === 401) await check_session();
    else reachable = !(problem instanceof gateway.Problem) || !problem.retry;
    if (!(problem instanceof gateway.Problem)) throw problem;
  } finally {
    refreshing = false;
    show_notice();
  }
  if (refresh_again) await refresh();
}

// `items` come newest first. The first history is what went before; later ones bring notices.
function take_history(items) {
  const first = known === null;
  const fresh = items.filter((item) => !known?.has(item.transaction_id)).reverse();
  const shown = first ? fresh.slice(-kEarlierMax) : fresh.filter((i) => i.direction !== "sent");
  for (const item of shown) conversation.moved(item, !first);
  for (const item of items) conversation.became_final(item.transaction_id);
  known = new Set(items.map((item) => item.transaction_id));
}

// What other people did: requests, claims, reminders. Money that came shows as a line already.
async function take_news(handle) {
  const { data } = await gateway.news();
  if (data.length === 0 || me?.handle !== handle) return;
  for (const reply of data) {
    if (reply.code !== "received") conversation.replied(reply, tap);
  }
  await gateway.news_shown(data.map((reply) => reply.id), me.csrf);
}

// --- writing ---

function say(words) {
  const message = { message_id: gateway.new_message_id(), text: words };
  post({ handle: me.handle, message, words, bubble: conversation.said(words) });
}

function tap(action) {
  const message = { message_id: gateway.new_message_id(), action: action.id };
  const words = action.title;
  post({ handle: me.handle, message, words, bubble: conversation.said(words) });
}

// As a chat platform hands a contact over: the gateway reads the card.
function share_contact({ name, card }) {
  if (me === null) return;
  const message = { message_id: gateway.new_message_id(), text: card };
  post({ handle: me.handle, message, words: name, bubble: conversation.said(name) });
}

function post(entry) {
  unsent.keep(entry);
  entry.bubble.sending();
  queue = queue.then(() => deliver(entry));
}

async function deliver(entry) {
  // Written by somebody who has signed out since: it must not go out in another name.
  if (me?.handle !== entry.handle) return;
  conversation.working(true);
  try {
    const replies = await send_in_session(entry);
    if (me?.handle !== entry.handle) return;
    unsent.forget(entry);
    entry.bubble.answered();
    conversation.working(false);
    for (const reply of replies) {
      if (reply.code !== "received") conversation.replied(reply, tap);
    }
    reachable = true;
  } catch (problem) {
    if (me?.handle === entry.handle) show_failure(entry, problem);
  } finally {
    conversation.working(false);
    show_notice();
    await refresh();
  }
}

async function send_in_session(entry) {
  try {
    return await gateway.send(entry.message, me.csrf);
  } catch (problem) {
    if (problem.status !== 401 && problem.status !== 403) throw problem;
    const { csrf } = me;
    await check_session();
    // The same person in a newer session: once more, as that one.
    if (me?.handle !== entry.handle || me.csrf === csrf) throw problem;
    return gateway.send(entry.message, me.csrf);
  }
}

function show_failure(entry, problem) {
  if (problem.retry) {
    const next = [problem.next, word("safe")].filter(Boolean).join(" ");
    offer_retry(entry, problem.message, next);
    return;
  }
  unsent.forget(entry);
  const { text } = entry.message;
  if (text !== entry.words) entry.bubble.failed(problem);
  else entry.bubble.failed(problem, word("write_again"), () => write(text));
}

function offer_retry(entry, message, next = word("safe")) {
  entry.bubble.failed({ message, next }, word("try_again"), () => post(entry));
}

function write(words) {
  const text = part("text");
  text.value = words;
  fit_text();
  text.focus();
  text.setSelectionRange(words.length, words.length);
}

function fit_text() {
  const text = part("text");
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, kTextareaPxMax)}px`;
  part("send").disabled = text.value.trim() === "";
}

// --- the session ---

async function sign_in(handle) {
  part("sign-in-problem").textContent = "";
  try {
    const session = sandbox ? await gateway.sign_in(handle) : await by_device({ handle });
    other_tabs.postMessage("changed");
    show_chat(session);
  } catch (problem) {
    part("sign-in-problem").textContent = [problem.message, problem.next].filter(Boolean).join(" ");
  }
}

async function by_device(more) {
  const { body } = await signed_in_body(gateway.challenge, more);
  return gateway.sign_in_by_device(body);
}

async function link_device(code) {
  part("sign-in-problem").textContent = "";
  try {
    const session = await by_device({ code });
    other_tabs.postMessage("changed");
    show_chat(session);
  } catch (problem) {
    part("sign-in-problem").textContent = [problem.message, problem.next].filter(Boolean).join(" ");
  }
}

async function sign_out() {
  try {
    await gateway.sign_out(me.csrf);
  } catch (problem) {
    if (problem.status !== 401 && problem.status !== 403) {
      reachable = !problem.retry;
      show_notice();
      return;
    }
  }
  sessionStorage.removeItem(kUnsentKey);
  other_tabs.postMessage("changed");
  show_sign_in();
  part("handle").focus();
}

// Whose cookie it is now: this page's person, somebody else's, or nobody's.
async function check_session() {
  try {
    const session = await gateway.session();
    if (session.handle === me?.handle) me = session;
    else show_chat(session);
  } catch (problem) {
    if (problem.status === 401) show_sign_in(me ? word("signed_out") : "");
    else if (me === null) show_sign_in(`${problem.message} ${problem.next}`);
  }
}

// --- wiring ---

part("people").append(...kDemoHandles.map(person_button));
part("code-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const code = part("code").value.trim();
  if (code === "") part("code").focus();
  else link_device(code);
});
part("handle-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const handle = part("handle").value.trim().replace(/^@/, "");
  if (handle === "") part("handle").focus();
  else sign_in(handle);
});
part("sign-out").addEventListener("click", sign_out);
part("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = part("text").value.trim();
  if (words === "") return;
  part("text").value = "";
  fit_text();
  say(words);
});
part("text").addEventListener("input", fit_text);
part("text").addEventListener("keydown", (event) => {
  // Enter that ends an input method's word is no wish to send.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  part("composer").requestSubmit();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && me !== null) check_session().then(refresh);
});
other_tabs.addEventListener("message", () => check_session());
addEventListener("offline", show_notice);
addEventListener("online", () => {
  show_notice();
  refresh();
});
setInterval(() => {
  if (document.visibilityState === "visible") refresh();
}, kRefreshMs);

show_notice();
check_session();
