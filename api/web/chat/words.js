// The page's own words in the reader's language: a file of texts for each, English where there is
// none. What Pennypost answers comes in the writer's language from the gateway.

const kLanguages = ["ar", "de", "en", "es", "fil", "fr", "hi", "id", "it", "pt", "sw", "vi", "zh"];
const kOtherNames = { tl: "fil", in: "id" };
const kRightToLeft = ["ar"];

function chosen_language() {
  for (const wanted of navigator.languages) {
    const [name] = wanted.toLowerCase().split("-");
    const language = kOtherNames[name] ?? name;
    if (kLanguages.includes(language)) return language;
  }
  return "en";
}

export const language = chosen_language();
const texts = await (await fetch(`/words/${language}.json`)).json();

// phrase("you_sent", { amount: node, other: node }) → pieces for element(…) or append(…).
export function phrase(key, values = {}) {
  return texts[key].split(/\{(\w+)\}/).map((piece, i) => (i % 2 === 0 ? piece : values[piece]));
}

export const word = (key, values) => phrase(key, values).join("");

// Codes that mean the same to a person as another one.
const kSameToPeople = {
  cross_origin: "malformed",
  expectation_failed: "malformed",
  in_flight: "busy",
  internal: "other",
  method_not_allowed: "malformed",
  not_implemented: "malformed",
  rate_limited: "busy",
  too_large: "invalid_message",
  too_often: "claim_too_often",
  unsupported_media_type: "malformed",
  wrong_host: "malformed",
};

// What a problem's code means and what to do, as the reader is told.
export const words_of_problem = (code) =>
  texts[`problem_${kSameToPeople[code] ?? code}`] ?? word("problem_other");

// Puts the words in the places of the page that name them.
function translate_page() {
  document.documentElement.lang = language;
  document.documentElement.dir = kRightToLeft.includes(language) ? "rtl" : "ltr";
  for (const place of document.querySelectorAll("[data-word]")) {
    place.textContent = word(place.dataset.word);
  }
  for (const [data, attribute] of [["wordLabel", "aria-label"], ["wordHint", "placeholder"]]) {
    const name = data.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    for (const place of document.querySelectorAll(`[data-${name}]`)) {
      place.setAttribute(attribute, word(place.dataset[data]));
    }
  }
}

translate_page();
