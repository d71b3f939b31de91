// The key of this device: made once, kept in this browser, never sent. It signs a challenge of the
// gateway together with this page's host, so that no other page can use the signature.

const kDatabase = "pennypost";
const kStore = "keys";
const kName = "device";
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function open_store() {
  return new Promise((done, fail) => {
    const opening = indexedDB.open(kDatabase, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(kStore);
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });
}

function in_store(mode, work) {
  return open_store().then(
    (database) =>
      new Promise((done, fail) => {
        const asked = work(database.transaction(kStore, mode).objectStore(kStore));
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => fail(asked.error);
      }),
  );
}

// {publicKey, secretKey} of Ed25519, by the vendored implementation: the browser's own is missing
// on plain HTTP away from this machine.
async function key_pair() {
  let seed = await in_store("readonly", (store) => store.get(kName));
  if (!seed) {
    seed = crypto.getRandomValues(new Uint8Array(32));
    await in_store("readwrite", (store) => store.put(seed, kName));
    seed = await in_store("readonly", (store) => store.get(kName)); // another tab may be first
  }
  return self.nacl.sign.keyPair.fromSeed(seed);
}

// The body of a sign-in: `ask(public_key)` gives {challenge, handle}. What `more` adds (a handle, a
// code) is for a key that nobody knows yet.
export async function signed_in_body(ask, more = {}) {
  const pair = await key_pair();
  const public_key = hex(pair.publicKey);
  const { challenge, handle } = await ask(public_key);
  const words = `pennypost/web-sign-in/1\n${location.host}\n${challenge}`;
  const signature = hex(self.nacl.sign.detached(new TextEncoder().encode(words), pair.secretKey));
  return { known: handle, body: { public_key, challenge, signature, ...more } };
}

// Whose device this is: a handle, or null.
export async function known_handle(ask) {
  return (await ask(hex((await key_pair()).publicKey))).handle;
}
