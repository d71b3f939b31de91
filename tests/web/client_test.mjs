// The JavaScript client against a localnet: what it promises about money, lists, streams and types.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { Pennypost, PennypostError } from "../../api/clients/js/pennypost.mjs";
import { eventually, start_localnet } from "./localnet.mjs";

let net, app;
before(async () => {
  net = await start_localnet();
  app = new Pennypost({ url: net.url, key: net.key });
});
after(() => net.stop());

async function all(items) {
  const out = [];
  for await (const item of items) out.push(item);
  return out;
}

const order = (more = {}) => ({ user: "alice", to: "@maria", amount: "0.10", currency: "USD", ...more });
const usd = async (user) => (await app.getBalance(user)).balances.find((entry) => entry.currency === "USD").amount;

test("a payment under one key happens once", async () => {
  const before = Number(await usd("maria"));
  const first = await app.createPayment(order(), { idempotencyKey: "lunch", wait: true });
  const again = await app.createPayment(order(), { idempotencyKey: "lunch", wait: true });
  assert.equal(first.state, "final");
  assert.deepEqual(again, first);
  assert.ok(Math.abs(Number(await usd("maria")) - before - 0.1) < 1e-9);
  const receipt = await app.getReceipt(first.transaction_id);
  assert.equal(new TextDecoder().decode(receipt.slice(0, 4)), "PPRC");
  await assert.rejects(app.createPayment(order({ amount: "0.20" }), { idempotencyKey: "lunch" }), (error) => {
    assert.ok(error instanceof PennypostError);
    assert.deepEqual([error.status, error.code], [422, "idempotency_conflict"]);
    assert.ok(error.next);
    return true;
  });
});

test("a lost answer is asked for again, and pays once", async () => {
  // The first two answers never arrive: the gateway has paid, and the app does not know.
  let lost = 0;
  const proxy = createServer(async (request, answer) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { host, connection, ...headers } = request.headers;
    const got = await fetch(net.url + request.url, { method: request.method, headers, body: Buffer.concat(chunks) });
    const body = Buffer.from(await got.arrayBuffer());
    if (lost < 2) {
      lost += 1;
      answer.destroy();
      return;
    }
    answer.writeHead(got.status, { "Content-Type": got.headers.get("Content-Type") }).end(body);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const before = Number(await usd("bob"));
  const shaky = new Pennypost({ url: `http://127.0.0.1:${proxy.address().port}`, key: net.key });
  const paid = await shaky.createPayment(order({ to: "@bob", amount: "0.30" }));
  assert.equal(lost, 2);
  assert.equal(paid.state, "final");
  assert.ok(Math.abs(Number(await usd("bob")) - before - 0.3) < 1e-9);
  proxy.close();
});

test("a dry run moves nothing", async () => {
  const before = await usd("alice");
  assert.equal((await app.dryRunPayment(order({ amount: "0.15" }))).outcome, "pays");
  const asks = await app.dryRunPayment(order({ user: "bob", to: "@maria", amount: "6.00" }));
  assert.deepEqual([asks.outcome, asks.reason], ["asks", "confirm_first_payment"]);
  await assert.rejects(app.dryRunPayment(order({ amount: "900.00" })), { status: 422 });
  assert.equal(await usd("alice"), before);
});

test("refunds never sum up to more than the payment", async () => {
  const paid = await app.createPayment(order({ amount: "1.00" }), { wait: true });
  const before = Number(await usd("alice"));
  const some = await Promise.allSettled([..."123456"].map(() => app.refundPayment(paid.id, { amount: "0.30" })));
  const done = some.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  assert.equal(done.length, 3);
  assert.ok(some.filter(({ status }) => status === "rejected").every(({ reason }) => reason.code === "not_refundable"));
  for (const refund of done) {
    const ended = refund.state === "awaiting_confirmation" ? await app.confirmPayment(refund.id) : refund;
    assert.equal((await app.getPayment(ended.id, { wait: true })).state, "final");
  }
  const rest = await app.refundPayment(paid.id);
  assert.equal(rest.amount, "0.10");
  if (rest.state === "awaiting_confirmation") await app.confirmPayment(rest.id);
  await assert.rejects(app.refundPayment(paid.id), { status: 422 });
  assert.ok(Math.abs(Number(await usd("alice")) - before - 1) < 1e-9);
});

test("each item of a payout ends once, and says how", async () => {
  const before = Number(await usd("bob"));
  const items = [
    { to: "@bob", amount: "0.01", reference: "first" },
    { to: "@nobody_has_this", amount: "0.01" },
    { to: "@bob", amount: "0.02" },
    { to: "@alice", amount: "0.01" },
  ];
  const wish = { user: "alice", currency: "USD", items };
  const payout = await app.createPayout(wish, { idempotencyKey: "payday" });
  assert.equal((await app.createPayout(wish, { idempotencyKey: "payday" })).id, payout.id);
  // Nobody has that handle yet: policy asks before money is set aside for them.
  await eventually(async () => (await app.getPayout(payout.id)).state === "awaiting_confirmation", "policy asks");
  await app.confirmPayout(payout.id);
  await eventually(async () => (await app.getPayout(payout.id)).state === "finished", "the payout ends");
  const ended = await all(app.listPayoutItems(payout.id));
  assert.deepEqual(ended.map(({ to, state }) => [to, state]),
    [["@bob", "final"], ["@nobody_has_this", "held"], ["@bob", "final"], ["@alice", "refused"]]);
  assert.equal(ended[0].reference, "first");
  assert.equal(ended[3].failure, "self_payment");
  assert.ok(Math.abs(Number(await usd("bob")) - before - 0.03) < 1e-9);
  assert.equal((await all(app.listPayouts("alice")))[0].id, payout.id);
  await assert.rejects(app.createPayout({ ...wish, items: [{ to: "bob", amount: "1" }] }), { code: "invalid_payout" });
});

test("people ask people, and an app answers for them", async () => {
  const asked = await app.createRequest(
    { user: "maria", from: "@bob", amount: "0.60", currency: "USD", memo: "pizza" }, { idempotencyKey: "pizza" });
  assert.deepEqual([asked.state, asked.from, asked.memo], ["open", "@bob", "pizza"]);
  assert.equal((await app.createRequest(
    { user: "maria", from: "@bob", amount: "0.60", currency: "USD", memo: "pizza" }, { idempotencyKey: "pizza" })).id, asked.id);
  assert.ok((await all(app.listRequests("bob", { role: "pays" }))).some(({ id }) => id === asked.id));
  const before = Number(await usd("maria"));
  await app.acceptRequest(asked.id);
  await eventually(async () => (await app.getRequest(asked.id)).state === "paid", "it is paid");
  assert.ok(Math.abs(Number(await usd("maria")) - before - 0.6) < 1e-9);
  await assert.rejects(app.withdrawRequest(asked.id), { code: "nothing_to_cancel" });
  const second = await app.createRequest({ user: "maria", from: "@bob", amount: "0.10", currency: "USD" });
  assert.equal((await app.declineRequest(second.id)).state, "declined");
  const third = await app.createRequest({ user: "maria", from: "@bob", amount: "0.10", currency: "USD" });
  assert.equal((await app.withdrawRequest(third.id)).state, "withdrawn");
  await assert.rejects(app.getRequest("req_0"), { status: 404 });
});

test("money for somebody without an account is claimed with its code, once", async () => {
  const { replies } = await app.sendMessage(
    { channel: "web", user: "bob", message_id: "stranger-1", text: "send 0.70 to +14155550123" });
  const card = replies.at(-1);
  const yes = card.actions[0] ? (await app.sendMessage(
    { channel: "web", user: "bob", message_id: "stranger-2", action: card.actions[0].id })).replies : replies;
  const code = yes.map(({ text }) => text).join(" ").match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];
  await assert.rejects(app.claim({ user: "nia", code: "0000-0000-0000" }), { code: "claim_unknown" });
  assert.equal((await app.claim({ user: "nia", code })).state, "claimed");
  assert.equal(await usd("nia"), "10.70");
  await assert.rejects(app.claim({ user: "ned", code }), (error) => [404, 410].includes(error.status));
});

test("what is kept about a user can be seen, and destroyed", async () => {
  await app.createUser("leaving");
  await app.createPayment(order({ user: "leaving", amount: "0.10" }), { wait: true });
  await app.sendMessage({ channel: "web", user: "leaving", message_id: "name", text: "/name mum = @maria" });
  const [limits] = (await app.getLimits("leaving")).data;
  assert.deepEqual([limits.currency, limits.paid_today, limits.free], ["USD", "0.10", "20.00"]);
  assert.deepEqual(await all(app.listContacts("leaving")), [{ name: "mum", to: "@maria" }]);
  assert.equal((await app.getIdentities("leaving")).data[0].handle, "@leaving");
  const exported = await app.exportUser("leaving");
  assert.equal(exported.payments.length, 1);
  assert.equal(exported.contacts.length, 1);
  const [payment] = await all(app.listPayments("leaving"));
  await app.deleteUser("leaving");
  await assert.rejects(app.getUser("leaving"), { status: 404 });
  await assert.rejects(app.getPayment(payment.id), { status: 404 });
  assert.ok(!(await all(app.listUsers())).some(({ id }) => id === "leaving"));
});

test("lists go on to their end", async () => {
  for (let i = 0; i < 5; ++i) await app.createUser(`list-${i}`);
  const handles = (await all(app.listUsers())).map((user) => user.id);
  for (let i = 0; i < 5; ++i) assert.ok(handles.includes(`list-${i}`));
  assert.equal(new Set(handles).size, handles.length);
  assert.ok((await all(app.listPayments("alice"))).length > 3);
  assert.ok((await all(app.listHistory("alice"))).length > 3);
});

test("events come without loss or repeat, also when the gateway is away for a while", async () => {
  const stop = new AbortController();
  const seen = [];
  const listening = (async () => {
    for await (const event of app.events({ after: "0", types: ["payment.final"], signal: stop.signal })) seen.push(event);
  })();
  const ids = [];
  for (let i = 0; i < 5; ++i) ids.push((await app.createPayment(order({ amount: `0.4${i}` }), { wait: true })).id);
  const told = () => seen.map((event) => event.data.payment.id);
  await eventually(() => ids.every((id) => told().includes(id)), "all are told");
  assert.equal(new Set(told()).size, seen.length);
  const before = seen.length;
  const behind = [];
  const again = new AbortController();
  for await (const event of app.events({ after: seen[1].id, types: ["payment.final"], signal: again.signal })) {
    behind.push(event);
    if (behind.length === before - 2) break;
  }
  assert.deepEqual(behind.map((event) => event.id), seen.slice(2, before).map((event) => event.id));
  await assert.rejects(app.events({ after: "987654" }).next(), { status: 410, code: "cursor_pruned" });
  stop.abort();
  await listening;
});

test("an error says what happened and what to do", async () => {
  await assert.rejects(new Pennypost({ url: net.url, key: "ppk_wrong" }).getUser("alice"), { status: 401, code: "unauthorized" });
  await assert.rejects(app.getUser("nobody"), { status: 404, code: "not_found" });
  await assert.rejects(app.createUser("Not A Handle"), { status: 400 });
  await assert.rejects(app.getUser("../api-keys"), { status: 404 });
});

test("the types fit the module", async () => {
  const types = await readFile(new URL("../../api/clients/js/pennypost.d.mts", import.meta.url), "utf8");
  const declared = types.slice(types.indexOf("export class Pennypost {")).split("\n}")[0];
  const names = [...declared.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name).sort();
  assert.deepEqual(names, Object.getOwnPropertyNames(Pennypost.prototype).sort());
  const source = new URL("client_types.mts", import.meta.url).pathname;
  await promisify(execFile)(process.execPath, [join(process.env.MODULES, "node_modules/typescript/bin/tsc"), "--ignoreConfig",
    "--noEmit", "--strict", "--skipLibCheck", "false", "--module", "nodenext", "--target", "es2024",
    "--lib", "es2024,dom,dom.iterable,dom.asynciterable", "--types", "", source]).catch((error) => assert.fail(error.stdout + error.stderr));
});
