// A client of a Pennypost gateway's API for apps. One plain module for Node.js 18 and up, Deno and
// Bun: no build step, nothing to install. Types are in pennypost.d.mts.
//
// An app's key moves its users' money: keep it on your server, never in a page.

/** A refusal of the gateway: RFC 9457, with a stable `code` and what to do next. */
export class PennypostError extends Error {
  constructor(status, problem, headers) {
    super(problem.detail ?? `HTTP ${status}`);
    this.name = "PennypostError";
    this.status = status;
    this.code = problem.code ?? "unknown";
    this.next = problem.next ?? "";
    const seconds = Number(headers?.get("Retry-After"));
    this.retryAfterSeconds = Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
  }
}

const kRetriedStatuses = new Set([409, 429, 502, 503, 504]);
const kRetriedConflicts = new Set(["in_flight"]);

function sleep(ms, signal) {
  return new Promise((done, failed) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      failed(signal.reason);
    }, { once: true });
  });
}

function query(parameters) {
  const entries = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== "");
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries)}`;
}

const segment = encodeURIComponent;

export class Pennypost {
  #url;
  #key;
  #fetch;
  #retries;
  #timeoutMs;

  /** `url` is the gateway's, `key` an API key of your tenant. */
  constructor({ url, key, fetch = globalThis.fetch, retries = 4, timeoutMs = 40_000 }) {
    if (!url || !key) throw new TypeError("Pennypost needs a url and a key.");
    this.#url = String(url).replace(/\/+$/, "");
    this.#key = key;
    this.#fetch = fetch;
    this.#retries = retries;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * One call. A call that may be repeated safely (a read, or a write under an Idempotency-Key) is
   * repeated after a lost answer; so nothing is paid twice, and nothing is left unknown for long.
   */
  async #call(method, path, { body, idempotencyKey, repeatable = method === "GET", signal } = {}) {
    const headers = { Authorization: `Bearer ${this.#key}` };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (idempotencyKey !== undefined) headers["Idempotency-Key"] = idempotencyKey;
    for (let attempt = 0; ; ++attempt) {
      const last = attempt >= this.#retries || !repeatable;
      let pauseMs = Math.min(100 * 2 ** attempt, 5_000) * (1 + Math.random() / 2);
      try {
        const timeout = AbortSignal.timeout(this.#timeoutMs);
        const answer = await this.#fetch(this.#url + path, {
          method,
          headers,
          body: body === undefined ? undefined : JSON.stringify(body),
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
          redirect: "error",
        });
        if (answer.ok) return answer;
        const problem = await answer.json().catch(() => ({}));
        const error = new PennypostError(answer.status, problem, answer.headers);
        const again = kRetriedStatuses.has(error.status) &&
          (error.status !== 409 || kRetriedConflicts.has(error.code));
        if (last || !again) throw error;
        if (error.retryAfterSeconds) pauseMs = error.retryAfterSeconds * 1000;
      } catch (error) {
        if (error instanceof PennypostError || last || signal?.aborted) throw error;
      }
      await sleep(pauseMs, signal);
    }
  }

  async #json(method, path, options) {
    const answer = await this.#call(method, path, options);
    return answer.status === 204 ? undefined : answer.json();
  }

  #write(path, body, { idempotencyKey = crypto.randomUUID(), signal } = {}, method = "POST") {
    return this.#json(method, path, { body, idempotencyKey, repeatable: true, signal });
  }

  /** All items of a list, page after page. */
  async *#pages(path, parameters) {
    let cursor;
    do {
      const page = await this.#json("GET", path + query({ limit: 100, ...parameters, cursor }));
      yield* page.data;
      cursor = page.next_cursor;
    } while (cursor);
  }

  // ---- messages ------------------------------------------------------------------------------

  /** Hands over one chat message; the same `message_id` again gets the same answer. */
  sendMessage(message, { signal } = {}) {
    return this.#json("POST", "/v1/messages", { body: message, repeatable: true, signal });
  }

  // ---- users ---------------------------------------------------------------------------------

  createUser(handle, options) {
    return this.#write("/v1/users", { handle }, options);
  }
  getUser(id) {
    return this.#json("GET", `/v1/users/${segment(id)}`);
  }
  listUsers() {
    return this.#pages("/v1/users", {});
  }
  getBalance(id) {
    return this.#json("GET", `/v1/users/${segment(id)}/balance`);
  }
  listHistory(id) {
    return this.#pages(`/v1/users/${segment(id)}/history`, {});
  }
  getLimits(id) {
    return this.#json("GET", `/v1/users/${segment(id)}/limits`);
  }
  listContacts(id) {
    return this.#pages(`/v1/users/${segment(id)}/contacts`, {});
  }
  getIdentities(id) {
    return this.#json("GET", `/v1/users/${segment(id)}/identities`);
  }
  exportUser(id) {
    return this.#json("GET", `/v1/users/${segment(id)}/export`);
  }
  deleteUser(id) {
    return this.#json("DELETE", `/v1/users/${segment(id)}`, { repeatable: false });
  }

  // ---- payments ------------------------------------------------------------------------------

  /** `wait: true` waits for the payment's definite end, up to half a minute. */
  createPayment(payment, { wait = false, ...options } = {}) {
    return this.#write("/v1/payments" + (wait ? "?wait=final" : ""), payment, options);
  }
  /** What the payment would do now; nothing moves. */
  dryRunPayment(payment) {
    return this.#write("/v1/payments", { ...payment, dry_run: true });
  }
  getPayment(id, { wait = false } = {}) {
    return this.#json("GET", `/v1/payments/${segment(id)}` + (wait ? "?wait=final" : ""));
  }
  listPayments(user) {
    return this.#pages("/v1/payments", { user });
  }
  confirmPayment(id, options) {
    return this.#write(`/v1/payments/${segment(id)}/confirm`, {}, options);
  }
  cancelPayment(id, options) {
    return this.#write(`/v1/payments/${segment(id)}/cancel`, {}, options);
  }
  /** Without an amount: all that was not given back yet. */
  refundPayment(id, { amount, memo } = {}, options) {
    return this.#write(`/v1/payments/${segment(id)}/refund`, { amount, memo }, options);
  }
  async getReceipt(transactionId) {
    const answer = await this.#call("GET", `/v1/receipts/${segment(transactionId)}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  // ---- payouts -------------------------------------------------------------------------------

  createPayout(payout, options) {
    return this.#write("/v1/payouts", payout, options);
  }
  getPayout(id) {
    return this.#json("GET", `/v1/payouts/${segment(id)}`);
  }
  listPayouts(user) {
    return this.#pages("/v1/payouts", { user });
  }
  listPayoutItems(id) {
    return this.#pages(`/v1/payouts/${segment(id)}/items`, {});
  }
  confirmPayout(id, options) {
    return this.#write(`/v1/payouts/${segment(id)}/confirm`, {}, options);
  }

  // ---- requests and claims -------------------------------------------------------------------

  createRequest(request, options) {
    return this.#write("/v1/requests", request, options);
  }
  getRequest(id) {
    return this.#json("GET", `/v1/requests/${segment(id)}`);
  }
  /** `role`: "asks" (made by the user) or "pays" (waiting for the user's money). */
  listRequests(user, { role } = {}) {
    return this.#pages("/v1/requests", { user, role });
  }
  acceptRequest(id, options) {
    return this.#write(`/v1/requests/${segment(id)}/accept`, {}, options);
  }
  declineRequest(id, options) {
    return this.#write(`/v1/requests/${segment(id)}/decline`, {}, options);
  }
  withdrawRequest(id, options) {
    return this.#write(`/v1/requests/${segment(id)}/withdraw`, {}, options);
  }
  claim({ user, code }, options) {
    return this.#write("/v1/claims", { user, code }, options);
  }

  // ---- webhooks ------------------------------------------------------------------------------

  createWebhookEndpoint({ url, types }, options) {
    return this.#write("/v1/webhook-endpoints", { url, types }, options);
  }
  listWebhookEndpoints() {
    return this.#pages("/v1/webhook-endpoints", {});
  }
  getWebhookEndpoint(id) {
    return this.#json("GET", `/v1/webhook-endpoints/${segment(id)}`);
  }
  updateWebhookEndpoint(id, change, options) {
    return this.#write(`/v1/webhook-endpoints/${segment(id)}`, change, options, "PATCH");
  }
  deleteWebhookEndpoint(id) {
    return this.#json("DELETE", `/v1/webhook-endpoints/${segment(id)}`, { repeatable: false });
  }
  rotateWebhookSecret(id, { graceSeconds } = {}, options) {
    return this.#write(`/v1/webhook-endpoints/${segment(id)}/rotate-secret`,
      { grace_seconds: graceSeconds }, options);
  }
  testWebhookEndpoint(id) {
    return this.#json("POST", `/v1/webhook-endpoints/${segment(id)}/test`, { body: {} });
  }
  listWebhookDeliveries(id) {
    return this.#pages(`/v1/webhook-endpoints/${segment(id)}/deliveries`, {});
  }
  replayWebhookDelivery(id, options) {
    return this.#write(`/v1/webhook-deliveries/${segment(id)}/replay`, {}, options);
  }

  // ---- API keys ------------------------------------------------------------------------------

  createApiKey({ app, scopes, addresses }, options) {
    return this.#write("/v1/api-keys", { app, scopes, addresses }, options);
  }
  listApiKeys() {
    return this.#pages("/v1/api-keys", {});
  }
  rotateApiKey(id, { graceSeconds } = {}, options) {
    return this.#write(`/v1/api-keys/${segment(id)}/rotate`, { grace_seconds: graceSeconds }, options);
  }
  revokeApiKey(id) {
    return this.#json("DELETE", `/v1/api-keys/${segment(id)}`, { repeatable: false });
  }

  // ---- events --------------------------------------------------------------------------------

  /**
   * What happens, without end, loss or repeat: where the stream is cut, it goes on behind the last
   * event. Keep `event.id` with what you do for it, and hand it back as `after` next time. Ends
   * when `signal` aborts; throws `cursor_pruned` (410) where `after` is older than what is kept.
   */
  async *events({ after, types, signal } = {}) {
    let last = after;
    for (let failures = 0; ;) {
      try {
        for await (const event of this.#stream(last, types, signal)) {
          failures = 0;
          last = event.id;
          yield event;
        }
      } catch (error) {
        if (signal?.aborted) return;
        const permanent = error instanceof PennypostError && !kRetriedStatuses.has(error.status);
        if (permanent) throw error;
      }
      if (signal?.aborted) return;
      await sleep(Math.min(100 * 2 ** failures++, 10_000) * (1 + Math.random() / 2), signal).catch(() => {});
    }
  }

  async *#stream(last, types, signal) {
    const headers = { Authorization: `Bearer ${this.#key}`, Accept: "text/event-stream" };
    if (last !== undefined) headers["Last-Event-ID"] = String(last);
    // A heartbeat comes every 15 seconds: a stream that is silent for longer is dead.
    const dead = new AbortController();
    const signals = signal ? [signal, dead.signal] : [dead.signal];
    let timer = setTimeout(() => dead.abort(), 45_000);
    try {
      const answer = await this.#fetch(this.#url + "/v1/events" + query({ types: types?.join(",") }), {
        headers,
        signal: AbortSignal.any(signals),
        redirect: "error",
      });
      if (!answer.ok) {
        throw new PennypostError(answer.status, await answer.json().catch(() => ({})), answer.headers);
      }
      const decoder = new TextDecoder();
      let rest = "";
      for await (const chunk of answer.body) {
        clearTimeout(timer);
        timer = setTimeout(() => dead.abort(), 45_000);
        rest += decoder.decode(chunk, { stream: true });
        const blocks = rest.split("\n\n");
        rest = blocks.pop();
        for (const block of blocks) {
          const event = parse_event(block);
          if (event) yield event;
        }
      }
    } finally {
      clearTimeout(timer);
      dead.abort();
    }
  }
}

function parse_event(block) {
  const fields = { data: [] };
  for (const line of block.split("\n")) {
    if (line.startsWith(":") || line === "") continue;
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "data") fields.data.push(value);
    else fields[name] = value;
  }
  if (fields.data.length === 0) return undefined;
  return { id: fields.id, ...JSON.parse(fields.data.join("\n")) };
}

// ---- webhooks: the receiver's side -------------------------------------------------------------

function bytes_of(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function equal(a, b) {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; ++i) difference |= a[i] ^ b[i];
  return difference === 0;
}

async function hmac_matches(secret, signed, given) {
  const key = await crypto.subtle.importKey("raw", bytes_of(secret.slice("whsec_".length)),
    { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return equal(new Uint8Array(await crypto.subtle.sign("HMAC", key, signed)), given);
}

async function ed25519_matches(publicKey, signed, given) {
  const key = await crypto.subtle.importKey("raw", bytes_of(publicKey.slice("whpk_".length)),
    { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, key, given, signed);
}

/**
 * The event that a webhook brought, or an error: call it with the raw body, before parsing it.
 * `key` is the endpoint's `whsec_…` (v1) or `whpk_…` (v1a); several during a rotation. A webhook may
 * come twice: remember `event.id`, and do nothing the second time.
 */
export async function verifyWebhook({ body, headers, key, toleranceSeconds = 300, now = Date.now() }) {
  const field = (name) => typeof headers.get === "function" ? headers.get(name) : headers[name];
  const id = field("webhook-id");
  const timestamp = field("webhook-timestamp");
  const signatures = field("webhook-signature");
  if (!id || !timestamp || !signatures) throw new Error("The webhook's headers are missing.");
  if (!/^[0-9]+$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) {
    throw new Error("The webhook's time is too far from now.");
  }
  const encoder = new TextEncoder();
  const raw = typeof body === "string" ? encoder.encode(body) : new Uint8Array(body);
  const head = encoder.encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(head.length + raw.length);
  signed.set(head);
  signed.set(raw, head.length);
  for (const one of [key].flat()) {
    const version = one.startsWith("whpk_") ? "v1a" : "v1";
    const matches = version === "v1a" ? ed25519_matches : hmac_matches;
    for (const signature of signatures.split(" ")) {
      const [given, base64] = signature.split(",", 2);
      if (given !== version || !base64) continue;
      let bytes;
      try {
        bytes = bytes_of(base64);
      } catch {
        continue;
      }
      if (await matches(one, signed, bytes)) {
        return { id, ...JSON.parse(new TextDecoder().decode(raw)) };
      }
    }
  }
  throw new Error("No signature of the webhook matches.");
}
