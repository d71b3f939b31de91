// Webhooks as an app's receiver gets them, checked by the reference library and by our own client.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Pennypost, PennypostError, verifyWebhook } from "../../api/clients/js/pennypost.mjs";
import { eventually, start_localnet } from "./localnet.mjs";

const { Webhook } = createRequire(join(process.env.MODULES, "/"))("standardwebhooks");

let net, app, receiver, url;
const got = [];
let status = 204;

before(async () => {
  net = await start_localnet();
  app = new Pennypost({ url: net.url, key: net.key });
  receiver = createServer(async (request, answer) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    got.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    answer.writeHead(status).end();
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  url = `http://127.0.0.1:${receiver.address().port}/hooks?app=shop`;
});

after(async () => {
  receiver.close();
  await net.stop();
});

async function all(items) {
  const out = [];
  for await (const item of items) out.push(item);
  return out;
}

const order = (more = {}) => ({ user: "alice", to: "@maria", amount: "0.10", currency: "USD", ...more });

test("a payment's end arrives, and both kinds of signature hold", async () => {
  const endpoint = await app.createWebhookEndpoint({ url, types: ["payment.final"] });
  const paid = await app.createPayment(order(), { wait: true });
  assert.equal(paid.state, "final");
  await eventually(() => got.length === 1, "the webhook arrives");
  const [{ headers, body }] = got;
  // The reference library throws where the signature is wrong.
  const told = new Webhook(endpoint.secret).verify(body, headers);
  assert.equal(told.type, "payment.final");
  assert.equal(told.data.payment.id, paid.id);
  assert.equal(told.data.user, "alice");
  for (const key of [endpoint.secret, endpoint.public_key]) {
    const event = await verifyWebhook({ body, headers, key });
    assert.equal(event.data.payment.id, paid.id);
    assert.equal(event.id, headers["webhook-id"]);
    await assert.rejects(verifyWebhook({ body: body.replace("0.10", "9.10"), headers, key }));
    await assert.rejects(verifyWebhook({ body, headers: { ...headers, "webhook-id": "evt_x" }, key }));
    await assert.rejects(verifyWebhook({ body, headers, key, now: Date.now() + 600_000 }));
  }
  assert.throws(() => new Webhook(endpoint.secret).verify(body + " ", headers));
});

test("during a rotation old and new secrets both verify", async () => {
  const [endpoint] = await all(app.listWebhookEndpoints());
  assert.equal(endpoint.secret, undefined);
  const fresh = await app.rotateWebhookSecret(endpoint.id, { graceSeconds: 60 });
  got.length = 0;
  await app.createPayment(order({ amount: "0.11" }), { wait: true });
  await eventually(() => got.length === 1, "the webhook arrives");
  const [{ headers, body }] = got;
  new Webhook(fresh.secret).verify(body, headers);
  for (const key of [fresh.secret, fresh.public_key, endpoint.public_key]) await verifyWebhook({ body, headers, key });
});

test("what could not be delivered comes later, in order, and can be replayed", async () => {
  const [endpoint] = await all(app.listWebhookEndpoints());
  got.length = 0;
  status = 500;
  const ids = [];
  for (let i = 1; i <= 3; ++i) ids.push((await app.createPayment(order({ amount: `0.2${i}` }), { wait: true })).id);
  await eventually(() => got.length >= 1, "it is tried");
  assert.ok((await app.getWebhookEndpoint(endpoint.id)).failing_since);
  status = 204;
  await eventually(() => got.length >= 4, "the others follow");
  const arrived = got.slice(1).map(({ body }) => JSON.parse(body).data.payment.id);
  assert.deepEqual(arrived, ids);
  const deliveries = await all(app.listWebhookDeliveries(endpoint.id));
  await eventually(async () => (await all(app.listWebhookDeliveries(endpoint.id)))
    .every((delivery) => delivery.state === "delivered"), "all are delivered");
  got.length = 0;
  await app.replayWebhookDelivery(deliveries[0].id);
  await eventually(() => got.length === 1, "it comes again");
  assert.equal(got[0].headers["webhook-id"], deliveries[0].event);
});

test("a test event says how it went", async () => {
  const [endpoint] = await all(app.listWebhookEndpoints());
  got.length = 0;
  assert.equal((await app.testWebhookEndpoint(endpoint.id)).state, "delivered");
  assert.equal(JSON.parse(got[0].body).type, "webhook.test");
  status = 302;
  const failed = await app.testWebhookEndpoint(endpoint.id);
  assert.deepEqual([failed.state, failed.last_status], ["failed", 302]);
  status = 204;
});

test("endpoints are refused, disabled, enabled and removed with a clear word", async () => {
  for (const bad of ["ftp://x/", "http://", "http://user:pw@127.0.0.1/", "http://127.0.0.1/#x"]) {
    await assert.rejects(app.createWebhookEndpoint({ url: bad }), (error) => {
      assert.ok(error instanceof PennypostError);
      assert.equal(error.code, "invalid_url");
      return true;
    });
  }
  const [endpoint] = await all(app.listWebhookEndpoints());
  const off = await app.updateWebhookEndpoint(endpoint.id, { state: "disabled" });
  assert.deepEqual([off.state, off.disabled_reason], ["disabled", "by_you"]);
  got.length = 0;
  await app.createPayment(order({ amount: "0.31" }), { wait: true });
  status = 410;
  await app.updateWebhookEndpoint(endpoint.id, { state: "enabled", types: [] });
  await app.createPayment(order({ amount: "0.32" }), { wait: true });
  const gone = await eventually(async () => {
    const now = await app.getWebhookEndpoint(endpoint.id);
    return now.state === "disabled" && now;
  }, "it is disabled");
  assert.equal(gone.disabled_reason, "gone");
  assert.ok(got.every(({ body }) => !body.includes("0.31")), "nothing was sent while it was disabled");
  await app.deleteWebhookEndpoint(endpoint.id);
  await assert.rejects(app.getWebhookEndpoint(endpoint.id), { code: "not_found", status: 404 });
});
