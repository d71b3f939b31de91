#!/usr/bin/env python3
"""generate > generated.jsonl - paraphrases by template: every language's ways to say one thing, with what they mean.

Each language lists its templates, names, purposes and numbers; the product is thinned by a fixed stride, so
that the same file comes out every time. A tag says which template an item came from.
"""
import itertools
import json
import sys

# locale, currency, decimals, names, (amount as written, value), (purpose as written, memo), and templates:
# kind -> patterns with {a} amount, {n} name, {p} purpose. `each`: patterns with two handles.
LANGUAGES = [
    dict(locale="en-US", currency="USD", decimals=2, names=["bob", "Maria Lopez", "@kim", "mom"],
         amounts=[("5", "5"), ("$12.50", "12.5"), ("20 dollars", "20"), ("fifty bucks", "50"), ("1,250", "1250"),
                  ("2k", "2000"), ("75 cents", "0.75")],
         purposes=[("", None), (" for lunch", "lunch"), (" for the rent", "rent"), (" re: tickets", "tickets"),
                   (" - gas money", "gas money"), (" 🍕", "🍕")],
         send=["send {a} to {n}{p}", "please pay {n} {a}{p}", "can you transfer {a} to {n}{p}", "I want to send {a} to {n}{p}",
               "hey! give {n} {a}{p}"],
         request=["request {a} from {n}{p}", "ask {n} for {a}{p}", "charge {n} {a}{p}"],
         none=["don't send {a} to {n}", "I sent {n} {a}", "I'll send {a} to {n} tomorrow", "if he asks, send {a} to {n}",
               "{n} owes me {a}", "she said send {a} to {n}"],
         amount=["send about {a} to {n}", "send up to {a} to {n}"], meaning=["send {a} to {n} tomorrow", "every friday send {a} to {n}"],
         recipient=["send {a}", "pay him {a}"], split=["split {a} with @ann and @ben", "split {a} between @ann, @ben and me"]),
    dict(locale="fr-FR", currency="EUR", decimals=2, names=["Paul", "Sophie Martin", "@lea", "maman"],
         amounts=[("5 €", "5"), ("12,50 €", "12.5"), ("vingt euros", "20"), ("1 000 €", "1000"), ("50 centimes", "0.5")],
         purposes=[("", None), (" pour le loyer", "loyer"), (" pour l'essence", "essence"), (" - ciné", "ciné"), (" 🎁", "🎁")],
         send=["envoie {a} à {n}{p}", "tu peux verser {a} à {n}{p}", "je veux envoyer {a} à {n}{p}", "salut, paie {a} à {n}{p}"],
         request=["demande {a} à {n}{p}", "réclame {a} à {n}{p}"],
         none=["n'envoie pas {a} à {n}", "j'ai envoyé {a} à {n} hier", "je vais envoyer {a} à {n}", "s'il demande, envoie {a} à {n}"],
         amount=["envoie environ {a} à {n}", "envoie au moins {a} à {n}"], meaning=["envoie {a} à {n} demain"],
         recipient=["envoie {a}", "envoie-lui {a}"], split=["partage {a} avec @ann et @ben", "divise {a} entre @ann, @ben et moi"]),
    dict(locale="es-MX", currency="MXN", decimals=2, names=["Luis", "Ana Ruiz", "@beto", "mi mamá"],
         amounts=[("200", "200"), ("$150", "150"), ("85.50", "85.5"), ("dos mil pesos", "2000"), ("1,500", "1500")],
         purposes=[("", None), (" para la renta", "renta"), (" por los tacos", "tacos"), (" - cine", "cine"), (" 🌮", "🌮")],
         send=["manda {a} a {n}{p}", "envía {a} a {n}{p}", "¿puedes mandar {a} a {n}{p}", "quiero transferir {a} a {n}{p}",
               "hola, págale {a} a {n}{p}"],
         request=["pídele {a} a {n}{p}", "cóbrale {a} a {n}{p}"],
         none=["no mandes {a} a {n}", "ya le mandé {a} a {n}", "voy a mandar {a} a {n}", "si te pide, manda {a} a {n}"],
         amount=["manda como {a} a {n}", "manda hasta {a} a {n}"], meaning=["manda {a} a {n} mañana", "manda {a} a {n} cada viernes"],
         recipient=["manda {a}", "mándale {a}"], split=["divide {a} con @ann y @ben", "divide {a} entre @ann, @ben y yo"]),
    dict(locale="pt-BR", currency="BRL", decimals=2, names=["João", "Ana Souza", "@leo", "minha mãe"],
         amounts=[("50", "50"), ("R$ 20", "20"), ("35,90", "35.9"), ("duzentos reais", "200"), ("1.000", "1000")],
         purposes=[("", None), (" pelo almoço", "almoço"), (" - uber", "uber"), (" 🎂", "🎂")],
         send=["manda {a} pra {n}{p}", "envia {a} para {n}{p}", "você pode mandar {a} pra {n}{p}", "quero transferir {a} pra {n}{p}"],
         request=["cobra {a} de {n}{p}", "pede {a} pra {n}{p}"],
         none=["não manda {a} pra {n}", "já mandei {a} pra {n}", "vou mandar {a} pra {n}", "se ele pedir, manda {a} pra {n}"],
         amount=["manda cerca de {a} pra {n}"], meaning=["manda {a} pra {n} amanhã"], recipient=["manda {a}", "manda {a} pra ela"],
         split=["divide {a} com @ann e @ben", "racha {a} entre @ann, @ben e eu"]),
    dict(locale="de-DE", currency="EUR", decimals=2, names=["Max", "Anna Müller", "@lena", "meine Schwester"],
         amounts=[("20 Euro", "20"), ("12,50 €", "12.5"), ("fünfzig Euro", "50"), ("1.000 €", "1000")],
         purposes=[("", None), (" für die Pizza", "Pizza"), (" - Kino", "Kino")],
         send=["schick {a} an {n}{p}", "kannst du {a} an {n} überweisen{p}", "hallo, sende bitte {a} an {n}{p}"],
         request=["fordere {a} von {n}{p}"], none=["schick {n} nicht {a}", "ich habe {n} gestern {a} geschickt", "wenn er fragt, schick {a} an {n}"],
         amount=["schick etwa {a} an {n}"], meaning=["schick {a} morgen an {n}"], recipient=["schick {a}", "schick ihm {a}"],
         split=["teile {a} mit @ann und @ben"]),
    dict(locale="it-IT", currency="EUR", decimals=2, names=["Marco", "Giulia Rossi", "@luca", "mia sorella"],
         amounts=[("20 euro", "20"), ("15,50 €", "15.5"), ("cinquanta euro", "50"), ("1.200 €", "1200")],
         purposes=[("", None), (" per la pizza", "pizza"), (" - cena", "cena")],
         send=["manda {a} a {n}{p}", "puoi inviare {a} a {n}{p}", "voglio mandare {a} a {n}{p}"], request=["chiedi {a} a {n}{p}"],
         none=["non mandare {a} a {n}", "ho mandato {a} a {n}", "se chiede, manda {a} a {n}"], amount=["manda circa {a} a {n}"],
         meaning=["manda {a} a {n} domani"], recipient=["manda {a}"], split=["dividi {a} con @ann e @ben"]),
    dict(locale="hi-Latn-IN", currency="INR", decimals=2, names=["Rahul", "@priya", "mummy"],
         amounts=[("500", "500"), ("paanch sau rupaye", "500"), ("2 hazaar rupaye", "2000"), ("dedh sau", "150")],
         purposes=[("", None)], send=["{n} ko {a} bhej do{p}", "kya tum {n} ko {a} bhej sakte ho{p}"], request=["{n} se {a} maango{p}"],
         none=["{n} ko {a} mat bhejo", "maine {n} ko {a} bheje", "agar woh maange to {n} ko {a} bhejo"],
         amount=["{n} ko lagbhag {a} bhejo"], meaning=["har mahine {n} ko {a} bhejo"], recipient=["{a} bhejo"], split=["@ann aur @ben ke saath {a} baanto"]),
    dict(locale="hi-IN", currency="INR", decimals=2, names=["राहुल", "@priya", "माँ"],
         amounts=[("500 रुपये", "500"), ("दो हज़ार रुपये", "2000"), ("५०० रुपये", "500")], purposes=[("", None)],
         send=["{n} को {a} भेजो{p}", "कृपया {n} को {a} भेज दो{p}"], request=["{n} से {a} माँगो{p}"],
         none=["{n} को {a} मत भेजो", "मैंने {n} को {a} भेजे", "अगर वह माँगे तो {n} को {a} भेजो"], amount=["{n} को लगभग {a} भेजो"],
         meaning=["हर महीने {n} को {a} भेजो"], recipient=["{a} भेजो"], split=["@ann और @ben के साथ {a} बाँटो"]),
    dict(locale="fil-PH", currency="PHP", decimals=2, names=["Ana", "@jun", "nanay"],
         amounts=[("200", "200"), ("500 pesos", "500"), ("limang daang piso", "500")], purposes=[("", None), (" para sa kuryente", "kuryente")],
         send=["magpadala ka ng {a} kay {n}{p}", "pakipadala ng {a} kay {n}{p}"], request=["maningil ka ng {a} kay {n}{p}"],
         none=["huwag kang magpadala ng {a} kay {n}", "nagpadala na ako ng {a} kay {n}"], amount=["magpadala ka ng mga {a} kay {n}"],
         meaning=["magpadala ka ng {a} kay {n} bukas"], recipient=["magpadala ka ng {a}"], split=["hatiin ang {a} kasama si @ann at @ben"]),
    dict(locale="sw-KE", currency="KES", decimals=2, names=["Juma", "@njeri", "mama"],
         amounts=[("500", "500"), ("shilingi mia tano", "500"), ("elfu mbili", "2000")], purposes=[("", None), (" kwa ajili ya chakula", "chakula")],
         send=["tuma {a} kwa {n}{p}", "tafadhali tuma {a} kwa {n}{p}"], request=["omba {a} kutoka kwa {n}{p}"],
         none=["usitume {a} kwa {n}", "nilimtumia {n} {a} jana"], amount=["tuma takriban {a} kwa {n}"], meaning=["tuma {a} kwa {n} kesho"],
         recipient=["tuma {a}"], split=["gawanya {a} na @ann na @ben"]),
    dict(locale="id-ID", currency="IDR", decimals=2, names=["Budi", "@sari", "ibu saya"],
         amounts=[("50 ribu", "50000"), ("Rp100.000", "100000"), ("1,5 juta", "1500000"), ("seratus ribu", "100000")],
         purposes=[("", None), (" untuk sewa", "sewa"), (" - makan siang", "makan siang")],
         send=["kirim {a} ke {n}{p}", "tolong transfer {a} ke {n}{p}", "saya mau bayar {a} ke {n}{p}"], request=["minta {a} dari {n}{p}"],
         none=["jangan kirim {a} ke {n}", "saya sudah kirim {a} ke {n}", "kalau dia minta, kirim {a} ke {n}"], amount=["kirim sekitar {a} ke {n}"],
         meaning=["kirim {a} ke {n} besok"], recipient=["kirim {a}"], split=["bagi {a} dengan @ann dan @ben"]),
    dict(locale="ar-KW", currency="KWD", decimals=3, names=["أحمد", "@sara", "أمي"],
         amounts=[("5 دنانير", "5"), ("١٫٢٥٠ دينار", "1.25"), ("خمسين دينار", "50")], purposes=[("", None), (" مقابل القهوة", "القهوة")],
         send=["أرسل {a} إلى {n}{p}", "من فضلك حوّل {a} إلى {n}{p}", "أريد أن أرسل {a} إلى {n}{p}"], request=["اطلب {a} من {n}{p}"],
         none=["لا ترسل {a} إلى {n}", "أرسلت {a} إلى {n} أمس", "إذا طلب، أرسل {a} إلى {n}"], amount=["أرسل حوالي {a} إلى {n}"],
         meaning=["أرسل {a} إلى {n} غدا"], recipient=["أرسل {a}"], split=["قسّم {a} مع @ann و @ben"]),
    dict(locale="zh-CN", currency="CNY", decimals=2, names=["小明", "@lihua", "妈妈"],
         amounts=[("50块", "50"), ("五十元", "50"), ("1.5万元", "15000")], purposes=[("", None)],
         send=["给{n} 转{a}{p}", "请转{a}给{n}{p}", "帮我转{a}给{n}{p}"], request=["向{n} 收{a}{p}"],
         none=["不要给{n} 转{a}", "我昨天给{n} 转了{a}", "如果他问，给{n} 转{a}"], amount=["给{n} 转大概{a}"], meaning=["明天给{n} 转{a}"],
         recipient=["转{a}"], split=["和@ann @ben 平分{a}"]),
    dict(locale="vi-VN", currency="VND", decimals=0, names=["An", "@linh", "mẹ"],
         amounts=[("50.000 đồng", "50000"), ("200k", "200000"), ("2 triệu", "2000000"), ("năm mươi nghìn đồng", "50000")],
         purposes=[("", None), (" - tiền nhà", "tiền nhà")],
         send=["chuyển {a} cho {n}{p}", "gửi {a} cho {n}{p}", "tôi muốn chuyển {a} cho {n}{p}"], request=["đòi {n} {a}{p}"],
         none=["đừng chuyển {a} cho {n}", "hôm qua tôi đã chuyển {a} cho {n}", "nếu nó hỏi, chuyển {a} cho {n}"], amount=["chuyển khoảng {a} cho {n}"],
         meaning=["chuyển {a} cho {n} ngày mai"], recipient=["chuyển {a}"], split=["chia {a} với @ann và @ben"]),
]
POSSESSIVES = ("mi ", "minha ", "meine ", "mia ")
PER_TEMPLATE = 9


def money(value, decimals):
    whole, _, fraction = value.partition(".")
    return whole + ("." + fraction.ljust(decimals, "0") if decimals else "")


def name_of(written):
    for p in POSSESSIVES:
        written = written.removeprefix(p)
    return written.removesuffix(" saya")


def spread(items, count):
    items = list(items)
    step = max(1, len(items) // count)
    return items[::step][:count]


def item(lang, tag, text, intent, transfers=(), memo=None, missing=None):
    row = dict(text=text, locale=lang["locale"], currency=lang["currency"], intent=intent, transfers=list(transfers), memo=memo)
    if missing:
        row["missing"] = [missing]
    row["tag"] = f"{lang['locale'].split('-')[0]}-{tag}"
    return row


def rows(lang):
    d, cur = lang["decimals"], lang["currency"]
    for kind in ("send", "request"):
        for number, pattern in enumerate(lang[kind]):
            for (a, v), n, (p, memo) in spread(itertools.product(lang["amounts"], lang["names"], lang["purposes"]), PER_TEMPLATE):
                text = pattern.format(a=a, n=n, p=p) + ("?" if pattern.startswith("¿") else "")
                transfer = dict(to=name_of(n), amount=money(v, d), currency=cur)
                yield item(lang, f"{kind}-{number}", text, kind, [transfer], memo)
    for kind, missing in (("none", None), ("amount", "amount"), ("meaning", "meaning"), ("recipient", "recipient")):
        for number, pattern in enumerate(lang[kind]):
            for (a, _), n in spread(itertools.product(lang["amounts"], lang["names"]), PER_TEMPLATE // 2):
                text = pattern.format(a=a, n=n)
                yield item(lang, f"{kind}-{number}", text, "clarify" if missing else "none", missing=missing)
    for number, pattern in enumerate(lang["split"]):
        for a, v in lang["amounts"]:
            minors = int(money(v, d).replace(".", "")) // 3
            share = str(minors).rjust(d + 1, "0")
            share = share[:-d] + "." + share[-d:] if d else share
            both = [dict(to=t, amount=share, currency=cur) for t in ("@ann", "@ben")]
            yield item(lang, f"split-{number}", pattern.format(a=a), "split", both)


def main():
    seen = set()
    number = 0
    for lang in LANGUAGES:
        for row in rows(lang):
            if (row["text"], row["locale"]) in seen:
                continue
            seen.add((row["text"], row["locale"]))
            number += 1
            sys.stdout.write(json.dumps(dict(id=f"g{number:04}", **row), ensure_ascii=False) + "\n")


main()
