/** Major units as text, such as "0.50": never a number. */
export type Amount = string;
export type PaymentState =
  | "awaiting_confirmation" | "held" | "submitted" | "checking" | "final" | "failed" | "cancelled" | "returned";
export type Scope =
  | "messages" | "users:read" | "users:write" | "payments:read" | "payments:write" | "webhooks" | "events" | "keys";
export type EventType =
  | "message.outgoing" | "payment.awaiting_confirmation" | "payment.checking" | "payment.held" | "payment.final"
  | "payment.failed" | "payment.cancelled" | "payment.returned" | "payout.finished";

export interface Options {
  url: string | URL;
  key: string;
  fetch?: typeof globalThis.fetch;
  /** How often a call that may be repeated is repeated; 4. */
  retries?: number;
  timeoutMs?: number;
}
export interface CallOptions {
  signal?: AbortSignal;
}
export interface WriteOptions extends CallOptions {
  /** The same for every attempt at the same thing; without it each call is a new thing. */
  idempotencyKey?: string;
}

export interface Payment {
  id: string;
  state: PaymentState;
  user?: string;
  to: string;
  amount: Amount;
  currency: string;
  memo?: string;
  transaction_id: string | null;
  version?: number;
  failure?: string;
  refund_of?: string;
  /** While it waits for somebody with its code: for the payer to hand on. */
  claim_url?: string;
  created_at: string;
  expires_at: string;
  final_ms?: number;
}
export interface PaymentWish {
  user: string;
  to: string;
  amount: Amount;
  currency: string;
  memo?: string;
}
export interface DryRun {
  dry_run: true;
  outcome: "pays" | "asks";
  reason: string | null;
  text: string | null;
  to: string;
  amount: Amount;
  currency: string;
}
export interface User {
  id: string;
  handle: string;
  address: string;
  created_at: string;
}
export interface Balance {
  balances: { currency: string; amount: Amount }[];
  version: number;
  test_money: boolean;
}
export interface HistoryEntry {
  direction: "sent" | "received" | "held" | "returned";
  other: string;
  amount: Amount;
  currency: string;
  memo: string | null;
  time: string;
  transaction_id: string;
  version: number;
  payment_id?: string;
}
export interface Limits {
  data: {
    currency: string;
    paid_today: Amount;
    first_payment_free: Amount;
    free: Amount;
    with_card: Amount;
    most: Amount | null;
  }[];
}
export interface Contact {
  name: string;
  to: string;
}
export interface Message {
  channel: string;
  user: string;
  message_id: string;
  text?: string;
  action?: string;
  locale?: string;
  sent_at?: string;
  chat?: { id: string; kind: "private" | "group" };
  mentions?: { start: number; end: number; user: string }[];
  reply_to?: string;
  flags?: ("forwarded" | "edited" | "quoted")[];
}
export interface Reply {
  id: string;
  code: string;
  language: string;
  text: string;
  visibility: "private" | "chat";
  actions: { id: string; title: string }[];
  payment: Pick<Payment, "id" | "state" | "transaction_id" | "amount" | "currency" | "to" | "final_ms"> | null;
}
export interface PayoutWish {
  user: string;
  currency: string;
  items: { to: string; amount: Amount; memo?: string; reference?: string }[];
}
export interface Payout {
  id: string;
  user: string;
  currency: string;
  state: "running" | "awaiting_confirmation" | "finished";
  count: number;
  counts: Record<string, number>;
  created_at: string;
}
export interface PayoutItem {
  index: number;
  to: string;
  amount: Amount;
  reference: string | null;
  state: "waiting" | "refused" | PaymentState;
  payment_id: string | null;
  failure: string | null;
}
export interface RequestWish {
  user: string;
  from: string;
  amount: Amount;
  currency: string;
  memo?: string;
}
export interface MoneyRequest {
  id: string;
  user: string | null;
  from: string;
  state: "open" | "paid" | "declined" | "withdrawn";
  amount: Amount;
  currency: string;
  memo: string | null;
  payment_id: string | null;
  created_at: string;
}
export interface Claim {
  state: "claimed" | "checking" | "asked_sender";
  user: string;
  amount: Amount;
  currency: string;
}
export interface WebhookEndpoint {
  id: string;
  url: string;
  types: EventType[];
  state: "enabled" | "disabled";
  disabled_reason: "by_you" | "gone" | "failing" | null;
  failing_since: string | null;
  public_key: string;
  created_at: string;
}
export interface WebhookDelivery {
  id: string;
  endpoint: string;
  event: string;
  type: string;
  state: "pending" | "delivered" | "failed";
  attempts: number;
  last_status: number | null;
  last_error: string | null;
  next_attempt_at: string | null;
  created_at: string;
}
export interface ApiKey {
  id: string;
  tenant: string;
  app: string;
  scopes: Scope[];
  addresses: string[];
  state: "active" | "revoked";
  hint: string;
  created_at: string;
  rotated_at: string | null;
  revoked_at: string | null;
}
/** Shown once: keep it. */
export interface WithSecret {
  secret: string;
}
export interface PennypostEvent {
  id: string;
  type: EventType | "webhook.test";
  timestamp: string;
  data: Record<string, unknown> & { user?: string; payment?: Payment; reply?: Reply };
}

export class PennypostError extends Error {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** What to do, for people. */
  readonly next: string;
  readonly retryAfterSeconds: number | undefined;
}

export class Pennypost {
  constructor(options: Options);

  sendMessage(message: Message, options?: CallOptions): Promise<{ replies: Reply[] }>;

  createUser(handle: string, options?: WriteOptions): Promise<User>;
  getUser(id: string): Promise<User>;
  listUsers(): AsyncGenerator<User>;
  getBalance(id: string): Promise<Balance>;
  listHistory(id: string): AsyncGenerator<HistoryEntry>;
  getLimits(id: string): Promise<Limits>;
  listContacts(id: string): AsyncGenerator<Contact>;
  getIdentities(id: string): Promise<{ data: { handle: string; kind: string }[] }>;
  exportUser(id: string): Promise<Record<string, unknown>>;
  deleteUser(id: string): Promise<void>;

  createPayment(payment: PaymentWish, options?: WriteOptions & { wait?: boolean }): Promise<Payment>;
  dryRunPayment(payment: PaymentWish): Promise<DryRun>;
  getPayment(id: string, options?: { wait?: boolean }): Promise<Payment>;
  listPayments(user: string): AsyncGenerator<Payment>;
  confirmPayment(id: string, options?: WriteOptions): Promise<Payment>;
  cancelPayment(id: string, options?: WriteOptions): Promise<Payment>;
  refundPayment(id: string, wish?: { amount?: Amount; memo?: string }, options?: WriteOptions): Promise<Payment>;
  getReceipt(transactionId: string): Promise<Uint8Array>;

  createPayout(payout: PayoutWish, options?: WriteOptions): Promise<Payout>;
  getPayout(id: string): Promise<Payout>;
  listPayouts(user: string): AsyncGenerator<Payout>;
  listPayoutItems(id: string): AsyncGenerator<PayoutItem>;
  confirmPayout(id: string, options?: WriteOptions): Promise<Payout>;

  createRequest(request: RequestWish, options?: WriteOptions): Promise<MoneyRequest>;
  getRequest(id: string): Promise<MoneyRequest>;
  listRequests(user: string, options?: { role?: "asks" | "pays" }): AsyncGenerator<MoneyRequest>;
  acceptRequest(id: string, options?: WriteOptions): Promise<MoneyRequest>;
  declineRequest(id: string, options?: WriteOptions): Promise<MoneyRequest>;
  withdrawRequest(id: string, options?: WriteOptions): Promise<MoneyRequest>;
  claim(wish: { user: string; code: string }, options?: WriteOptions): Promise<Claim>;

  createWebhookEndpoint(
    wish: { url: string; types?: EventType[] }, options?: WriteOptions): Promise<WebhookEndpoint & WithSecret>;
  listWebhookEndpoints(): AsyncGenerator<WebhookEndpoint>;
  getWebhookEndpoint(id: string): Promise<WebhookEndpoint>;
  updateWebhookEndpoint(
    id: string, change: { url?: string; types?: EventType[]; state?: "enabled" | "disabled" },
    options?: WriteOptions): Promise<WebhookEndpoint>;
  deleteWebhookEndpoint(id: string): Promise<void>;
  rotateWebhookSecret(
    id: string, wish?: { graceSeconds?: number }, options?: WriteOptions): Promise<WebhookEndpoint & WithSecret>;
  testWebhookEndpoint(id: string): Promise<WebhookDelivery>;
  listWebhookDeliveries(id: string): AsyncGenerator<WebhookDelivery>;
  replayWebhookDelivery(id: string, options?: WriteOptions): Promise<WebhookDelivery>;

  createApiKey(
    wish: { app: string; scopes: Scope[]; addresses?: string[] }, options?: WriteOptions): Promise<ApiKey & WithSecret>;
  listApiKeys(): AsyncGenerator<ApiKey>;
  rotateApiKey(id: string, wish?: { graceSeconds?: number }, options?: WriteOptions): Promise<ApiKey & WithSecret>;
  revokeApiKey(id: string): Promise<ApiKey>;

  events(options?: { after?: string; types?: EventType[]; signal?: AbortSignal }): AsyncGenerator<PennypostEvent>;
}

export function verifyWebhook(webhook: {
  /** The raw body, as it came. */
  body: string | Uint8Array | ArrayBuffer;
  headers: Headers | Record<string, string | string[] | undefined>;
  /** `whsec_…` or `whpk_…`; several during a rotation. */
  key: string | string[];
  toleranceSeconds?: number;
  now?: number;
}): Promise<PennypostEvent>;
