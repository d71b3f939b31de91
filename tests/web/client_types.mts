// Compiles only where the client's types say what its users may rely on.
import { Pennypost, PennypostError, verifyWebhook } from "../../api/clients/js/pennypost.mjs";
import type { Payment, PennypostEvent, Reply } from "../../api/clients/js/pennypost.mjs";

const app = new Pennypost({ url: "http://127.0.0.1:8080", key: "ppk_" });

export async function uses(): Promise<string> {
  const paid: Payment = await app.createPayment(
    { user: "alice", to: "@maria", amount: "0.50", currency: "USD" }, { idempotencyKey: "k", wait: true });
  // @ts-expect-error: an amount is a text, never a number.
  await app.createPayment({ user: "alice", to: "@maria", amount: 0.5, currency: "USD" });
  // @ts-expect-error: there is no such scope.
  await app.createApiKey({ app: "x", scopes: ["everything"] });
  const { replies }: { replies: Reply[] } = await app.sendMessage(
    { channel: "web", user: "alice", message_id: "m", text: "balance" });
  for await (const user of app.listUsers()) user.handle.toUpperCase();
  for await (const event of app.events({ types: ["payment.final"] })) event.data.payment?.id.length;
  const told: PennypostEvent = await verifyWebhook({ body: "", headers: new Headers(), key: ["whsec_", "whpk_"] });
  const error = new Error() as PennypostError;
  return paid.id + replies.length + told.id + error.code + error.next;
}
