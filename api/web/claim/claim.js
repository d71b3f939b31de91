// Collects the money of a claim link. The code stands behind the hash and so never leaves the
// browser before a signed-in person asks for it; loading the page changes nothing.

import * as gateway from "/gateway.js";
import { known_handle, signed_in_body } from "/device.js";
import { element, money } from "/conversation.js";
import { phrase, word } from "/words.js";

const part = (id) => document.getElementById(id);
const hold = location.pathname.split("/").pop();
const code = decodeURIComponent(location.hash.slice(1));

const kTitles = { claimed: "is_yours", claim_checking: "on_its_way", claim_waits: "almost_there" };

let session = null;

function show_problem(problem) {
  part("problem").textContent = [problem.message, problem.next].filter(Boolean).join(" ");
}

function end(title, words) {
  part("title").textContent = title;
  part("words").textContent = words;
  part("words").dir = "auto";
  part("known").hidden = true;
  part("newcomer").hidden = true;
  part("done").hidden = false;
  part("done").firstElementChild.focus();
}

function offer() {
  part("known").hidden = session === null;
  part("newcomer").hidden = session !== null;
  if (session === null) return;
  const handle = element("bdi", {}, `@${session.handle}`);
  part("collect").replaceChildren(...phrase("collect_as", { handle }));
}

async function collect() {
  part("problem").textContent = "";
  part("page").setAttribute("aria-busy", "true");
  try {
    const answer = await gateway.claim(hold, code, session.csrf);
    end(word(kTitles[answer.code] ?? "not_collected"), answer.text);
  } catch (problem) {
    show_problem(problem);
  } finally {
    part("page").setAttribute("aria-busy", "false");
  }
}

part("known").addEventListener("submit", (event) => {
  event.preventDefault();
  collect();
});
part("other").addEventListener("click", async () => {
  await gateway.sign_out(session.csrf).catch(() => {});
  session = null;
  offer();
  part("handle").focus();
});
part("newcomer").addEventListener("submit", async (event) => {
  event.preventDefault();
  part("problem").textContent = "";
  const handle = part("handle").value.trim().replace(/^@/, "").toLowerCase();
  if (handle === "") return part("handle").focus();
  try {
    const { body } = await signed_in_body(gateway.challenge, { handle });
    session = await gateway.sign_in_by_device(body);
    if (session.handle !== handle) return offer(); // the device is somebody's already
    await collect();
  } catch (problem) {
    show_problem(problem);
  }
});

async function start() {
  try {
    const found = await gateway.claim_of(hold);
    part("amount").replaceChildren(element("bdi", {}, money(found.amount, found.currency)));
    if (found.test_money) part("words").textContent = word("buys_nothing");
    if (found.state !== "waiting") {
      return end(word("nothing_to_collect"), word("gone"));
    }
    if (code === "") {
      return end(word("link_not_whole"), word("link_end"));
    }
    session = await gateway.session().catch(() => null);
    if (session === null && (await known_handle(gateway.challenge)) !== null) {
      const { body } = await signed_in_body(gateway.challenge);
      session = await gateway.sign_in_by_device(body);
    }
    offer();
  } catch (problem) {
    part("title").textContent = word("nothing_to_collect");
    show_problem(problem);
  } finally {
    part("page").setAttribute("aria-busy", "false");
  }
}

document.title = `${word("money_for_you")} · Pennypost`;
start();
