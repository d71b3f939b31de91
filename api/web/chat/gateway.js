// Calls to the gateway that served this page. Only fetch lives here, nothing of the page.

import { language, word, words_of_problem } from "/words.js";

const kAnswerMsMax = 30_000;
// A message is retried by itself only for seconds: money must not leave minutes later, unasked.
const kRetryDelaysMs = [600, 1_500, 4_000];

// What a call failed with. `retry`: sending the same again is safe and may help.
export class Problem extends Error {
  constructor({ status = 0, code = "", detail, next = "", retry = false }) {
    super(detail);
    Object.assign(this, { status, code, next, retry });
  }
}

const unreachable = () =>
  new Problem({
    code: "unreachable",
    detail: word("unreachable"),
    next: word("check_connection"),
    retry: true,
  });

async function problem_of(response) {
  let document = {};
  try {
    document = await response.json();
  } catch {
    // A proxy's page, not the gateway's: the status has to do.
  }
  const status = response.status;
  const code = String(document.code ?? (status >= 500 ? "busy" : ""));
  return new Problem({
    status,
    code,
    detail: words_of_problem(code), // the document's own words are English, for programmers
    retry: status >= 500 || status === 408 || status === 409 || status === 425 || status === 429,
  });
}

async function call(method, path, { body, csrf } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (csrf !== undefined) headers["X-CSRF-Token"] = csrf;
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(kAnswerMsMax),
    });
    if (!response.ok) throw await problem_of(response);
    return response.status === 204 ? {} : await response.json();
  } catch (error) {
    throw error instanceof Problem ? error : unreachable();
  }
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export const session = () => call("GET", "/web/session");
export const sign_in = (handle) => call("POST", "/web/session", { body: { handle } });
export const sign_in_by_device = (body) => call("POST", "/web/session", { body });
export const challenge = (public_key) =>
  call("POST", "/web/challenge", { body: { public_key } });
export const news = () => call("GET", "/web/news");
export const news_shown = (ids, csrf) => call("POST", "/web/news", { body: { shown: ids }, csrf });
const below = (path, name) => `${path}/${encodeURIComponent(name)}`;
export const claim_of = (hold) => call("GET", below("/web/claims", hold));
export const claim = (hold, code, csrf) =>
  call("POST", below("/web/claims", hold), { body: { code, locale: language }, csrf });
export const pin_of = (challenge) => call("GET", below("/web/pin", challenge));
export const enter_pin = (challenge, body) =>
  call("POST", below("/web/pin", challenge), { body });
export const sign_out = (csrf) => call("DELETE", "/web/session", { csrf });
export const balance = () => call("GET", "/web/balance");
export const history = () => call("GET", "/web/history?limit=20");
export const receipt_path = (transaction_id) =>
  `/web/receipts/${encodeURIComponent(transaction_id)}`;

// 128 random bits; crypto.randomUUID is missing on plain HTTP away from localhost.
export function new_message_id() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return "web-" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Sends {message_id, text} or {message_id, action} until it is answered or the tries run out. The
// gateway carries a message_id out once, however often it arrives.
export async function send(message, csrf) {
  const body = { ...message, locale: navigator.language };
  for (let attempt = 0; ; ++attempt) {
    try {
      return (await call("POST", "/web/messages", { body, csrf })).replies ?? [];
    } catch (error) {
      if (!error.retry || attempt === kRetryDelaysMs.length) throw error;
      await sleep(kRetryDelaysMs[attempt]);
    }
  }
}
