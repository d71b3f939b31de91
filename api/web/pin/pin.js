// Takes a PIN where a one-time link asks for it: to pay, to set it, or to prove who one is.

import * as gateway from "/gateway.js";
import { element, money, show_avatar } from "/conversation.js";
import { word } from "/words.js";

const part = (id) => document.getElementById(id);
const challenge = location.pathname.split("/").pop();
const kTitles = {
  pay: ["pin_pay", "confirm"],
  set_pin: ["choose_pin", "set_pin"],
  verify: ["is_it_you", "it_is_me"],
};

let asked = null;

function show_problem(problem) {
  part("problem").textContent = [problem.message, problem.next].filter(Boolean).join(" ");
}

function show_payment(payment) {
  const face = element("span", { "aria-hidden": "true" });
  show_avatar(face, payment.to);
  const amount = element("bdi", {}, money(payment.amount, payment.currency));
  return element(
    "li",
    {},
    face,
    element("span", { class: "payee" }, element("bdi", {}, payment.to)),
    element("span", { class: "amount" }, amount),
  );
}

function end(words) {
  part("form").hidden = true;
  part("problem").textContent = "";
  part("words").textContent = words;
  part("words").dir = "auto";
  part("done").textContent = word("close_page");
}

part("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  part("problem").textContent = "";
  const pin = part("pin").value;
  if (asked.kind === "set_pin" && pin !== part("again").value) {
    part("again").value = "";
    part("again").focus();
    return show_problem({ message: word("pins_differ"), next: word("same_twice") });
  }
  const body = asked.kind === "set_pin" ? { pin, old_pin: part("old").value } : { pin };
  part("submit").disabled = true;
  try {
    const { code, text } = await gateway.enter_pin(challenge, body);
    end(code === "pin_was_set" ? word("pin_is_set") : text);
  } catch (problem) {
    part("pin").value = "";
    show_problem(problem);
    part("pin").focus();
  } finally {
    part("submit").disabled = false;
  }
});

async function start() {
  try {
    asked = await gateway.pin_of(challenge);
    const [title, action] = kTitles[asked.kind];
    part("title").textContent = word(title);
    part("submit").textContent = word(action);
    part("payments").hidden = asked.payments.length === 0;
    part("payments").append(...asked.payments.map(show_payment));
    if (asked.kind === "set_pin") {
      part("words").textContent = word("pin_rule");
      part("pin-label").textContent = word("new_pin");
      part("again-part").hidden = false;
      part("old-part").hidden = !asked.pin_set;
      part("pin").autocomplete = "new-password";
    }
    part("form").hidden = false;
    part(asked.kind === "set_pin" && asked.pin_set ? "old" : "pin").focus();
  } catch (problem) {
    show_problem(problem);
  } finally {
    part("page").setAttribute("aria-busy", "false");
  }
}

start();
