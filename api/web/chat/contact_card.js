// A contact out of the phone's address book, or out of a file as address books write them (vCard,
// RFC 6350): the name and the numbers, nothing else of it leaves the device.

const kFileBytesMax = 4 * 1024 * 1024; // pictures are part of them

const escaped = (text) => text.replace(/[\\,;]/g, "\\$&").replace(/\s+/g, " ");

function shared(name, lines) {
  const card = ["BEGIN:VCARD", "VERSION:4.0", ...lines, "END:VCARD"].join("\r\n");
  return { name, card };
}

// The first card of the file; null where there is none with a name.
export function read_card(text) {
  const lines = text.replace(/\r?\n[ \t]/g, "").split(/\r?\n/);
  const begin = lines.findIndex((line) => /^BEGIN:VCARD\s*$/i.test(line));
  if (begin < 0) return null;
  const end = lines.findIndex((line, i) => i > begin && /^END:VCARD\s*$/i.test(line));
  const kept = lines.slice(begin, end < 0 ? undefined : end);
  const is = (name) => (line) => new RegExp(`^([\\w-]+\\.)?${name}[;:]`, "i").test(line);
  const name = kept.find(is("FN"));
  if (name === undefined) return null;
  const said = name.slice(name.indexOf(":") + 1).replace(/\\(.)/g, "$1");
  return shared(said, [name, ...kept.filter(is("TEL"))]);
}

async function from_phone() {
  const [contact] = await navigator.contacts.select(["name", "tel"]);
  const name = contact?.name?.[0];
  if (!name) return null;
  const numbers = (contact.tel ?? []).map((number) => `TEL:${escaped(number)}`);
  return shared(name, [`FN:${escaped(name)}`, ...numbers]);
}

function from_file() {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".vcf,text/vcard,text/x-vcard";
  return new Promise((done) => {
    input.addEventListener("cancel", () => done(null));
    input.addEventListener("change", async () => {
      const [file] = input.files;
      done(file && file.size <= kFileBytesMax ? read_card(await file.text()) : null);
    });
    input.click();
  });
}

// Lets the person choose one, and hands it to `take`.
export async function choose_contact(take) {
  const chosen = await ("contacts" in navigator ? from_phone() : from_file()).catch(() => null);
  if (chosen !== null) take(chosen);
}
