// The OpenAPI document: clean for a linter, its examples true to its schemas, and the gateway's own
// answers too.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";

import { start_localnet } from "./localnet.mjs";

const require = createRequire(join(process.env.MODULES, "/"));
const { createConfig, lintFromString } = require("@redocly/openapi-core");
const Ajv = require("ajv/dist/2020").default;

const file = new URL("../../api/gateway/openapi.json", import.meta.url);
const text = await readFile(file, "utf8");
const document = JSON.parse(text);
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: "api", ...document });

function assert_valid(pointer, value, where) {
  const validate = ajv.getSchema(`api#${pointer}`) ?? ajv.compile({ $ref: `api#${pointer}` });
  assert.ok(validate(value), `${where}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`);
}

const escape = (name) => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));

test("a linter finds nothing", async () => {
  const config = await createConfig({ extends: ["recommended"], telemetry: "off", rules: {
    "no-server-example.com": "off",
    "security-defined": "error",
    "operation-4xx-response": "error",
    // Its example is the localnet, which is what people try first.
    "no-server-localhost": "off",
  } });
  const found = await lintFromString({ source: text, config });
  assert.deepEqual(found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]), []);
});

test("every example is valid", () => {
  let count = 0;
  const look = (node, pointer) => {
    if (node === null || typeof node !== "object") return;
    if (node.schema && node.example !== undefined) {
      assert_valid(`${pointer}/schema`, node.example, pointer);
      count += 1;
    }
    for (const [name, child] of Object.entries(node)) look(child, `${pointer}/${escape(name)}`);
  };
  look(document.paths, "/paths");
  look(document.webhooks, "/webhooks");
  look(document.components.responses, "/components/responses");
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    if (schema.example) assert_valid(`/components/schemas/${escape(name)}`, schema.example, name);
  }
  assert.ok(count > 40, `${count} examples`);
});

let net;

async function call(route, { body, path = route.split(" ")[1], headers = {}, key = net.key } = {}) {
  const [method, template] = route.split(" ");
  const answer = await fetch(net.url + path, {
    method,
    headers: {
      Authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const operation = document.paths[template][method.toLowerCase()];
  let described = operation.responses[answer.status];
  assert.ok(described, `${route} answered ${answer.status}, which the document does not know`);
  let pointer = `/paths/${escape(template)}/${method.toLowerCase()}/responses/${answer.status}`;
  if (described.$ref) {
    pointer = described.$ref.slice(1);
    described = document.components.responses[described.$ref.split("/").pop()];
  }
  const type = answer.headers.get("Content-Type")?.split(";")[0];
  if (type?.endsWith("json")) {
    const value = await answer.json();
    assert.ok(described.content[type], `${route} answered ${type}`);
    assert_valid(`${pointer}/content/${escape(type)}/schema`, value, `${route} ${answer.status}`);
    return { status: answer.status, value };
  }
  return { status: answer.status };
}

test("the gateway serves the document, and answers as it says", async (context) => {
  net = await start_localnet();
  context.after(() => net.stop());
  assert.deepEqual(await (await fetch(net.url + "/openapi.json")).json(), document);
  const order = { user: "alice", to: "@maria", amount: "0.10", currency: "USD", memo: "tea" };
  const once = (key) => ({ "Idempotency-Key": key });
  const paid = await call("POST /v1/payments", { body: order, headers: once("a") });
  assert.equal(paid.status, 201);
  await call("POST /v1/payments", { body: { ...order, amount: "0.11" }, headers: once("a") });
  await call("POST /v1/payments", { body: order });
  await call("POST /v1/payments", { body: { ...order, dry_run: true }, headers: once("b") });
  await call("POST /v1/payments", { body: { ...order, amount: "1e3" }, headers: once("c") });
  await call("POST /v1/payments", { body: { ...order, extra: 1 }, headers: once("d") });
  await call("GET /v1/payments", { path: "/v1/payments?user=alice" });
  await call("GET /v1/payments", { path: "/v1/payments?user=nobody" });
  await call("GET /v1/payments/{id}", { path: `/v1/payments/${paid.value.id}?wait=final` });
  await call("GET /v1/payments/{id}", { path: "/v1/payments/pay_x" });
  const refund = { path: `/v1/payments/${paid.value.id}/refund`, body: { amount: "0.04" } };
  const back = await call("POST /v1/payments/{id}/refund", { ...refund, headers: once("e") });
  assert.deepEqual([back.status, back.value.refund_of], [201, paid.value.id]);
  await call("POST /v1/payments/{id}/refund", { ...refund, body: { amount: "9.00" }, headers: once("f") });
  const card = await call("POST /v1/payments", { body: { ...order, user: "bob", amount: "6.00" }, headers: once("g") });
  assert.equal(card.value.state, "awaiting_confirmation");
  await call("POST /v1/payments/{id}/cancel", { path: `/v1/payments/${card.value.id}/cancel` });
  await call("POST /v1/payments/{id}/confirm", { path: `/v1/payments/${card.value.id}/confirm` });
  const items = [{ to: "@bob", amount: "0.05", reference: "r" }, { to: "@nobody_at_all", amount: "0.05" }];
  const payout = await call("POST /v1/payouts", { body: { user: "alice", currency: "USD", items }, headers: once("h") });
  assert.equal(payout.status, 202);
  await call("GET /v1/payouts", { path: "/v1/payouts?user=alice" });
  for (const part of ["", "/items"]) {
    await call("GET /v1/payouts/{id}" + part, { path: `/v1/payouts/${payout.value.id}${part}` });
  }
  for (const part of ["", "/balance", "/history"]) {
    await call("GET /v1/users/{id}" + part, { path: `/v1/users/alice${part}` });
    await call("GET /v1/users/{id}" + part, { path: `/v1/users/nobody${part}` });
  }
  await call("GET /v1/users", { path: "/v1/users?limit=2" });
  await call("GET /v1/users", { path: "/v1/users?limit=0" });
  await call("POST /v1/users", { body: { handle: "zoe" } });
  await call("POST /v1/users", { body: { handle: "zoe" } });
  await call("POST /v1/users", { body: { handle: "Zoe" } });
  await call("POST /v1/messages", { body: { channel: "web", user: "alice", message_id: "m", text: "balance" } });
  await call("POST /v1/messages", { body: { channel: "web", user: "alice", message_id: "m", text: "help" } });
  const key = await call("POST /v1/api-keys", { body: { app: "x", scopes: ["users:read"] } });
  await call("GET /v1/api-keys");
  await call("GET /v1/api-keys/{id}", { path: `/v1/api-keys/${key.value.id}` });
  await call("GET /v1/payments", { path: "/v1/payments?user=alice", key: key.value.secret });
  await call("POST /v1/api-keys/{id}/rotate", { path: `/v1/api-keys/${key.value.id}/rotate`, body: {} });
  await call("DELETE /v1/api-keys/{id}", { path: `/v1/api-keys/${key.value.id}` });
  await call("GET /v1/users", { key: key.value.secret });
  const hook = await call("POST /v1/webhook-endpoints", { body: { url: "http://127.0.0.1:9/" } });
  await call("POST /v1/webhook-endpoints", { body: { url: "nonsense" } });
  const at = `/v1/webhook-endpoints/${hook.value.id}`;
  await call("GET /v1/webhook-endpoints");
  await call("GET /v1/webhook-endpoints/{id}", { path: at });
  await call("POST /v1/webhook-endpoints/{id}/test", { path: `${at}/test` });
  await call("GET /v1/webhook-endpoints/{id}/deliveries", { path: `${at}/deliveries` });
  await call("PATCH /v1/webhook-endpoints/{id}", { path: at, body: { state: "disabled" } });
  await call("POST /v1/webhook-endpoints/{id}/rotate-secret", { path: `${at}/rotate-secret`, body: {} });
  await call("DELETE /v1/webhook-endpoints/{id}", { path: at });
  await call("GET /v1/events", { headers: { "Last-Event-ID": "123456" } });
});
