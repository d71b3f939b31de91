// The receipt page's words in the reader's language, English where there is none. They are here and
// not fetched: the page also works as one file, without a server.
(function () {
'use strict'

const KEYS = ('receipt checking what_happened afterwards the_proof what_you_trust waypoint check_again ' +
  'valid valid_but_failed not_valid no_receipt signed_by failed_detail other_transaction no_balance ' +
  'currencies smallest_units from to transaction chain version epoch ' +
  'final_by events size n_of_m bytes offline nodes_word transfer ' +
  'refundable_transfer held claimed released returned refunded mint account_created').split(' ')
const TEXTS = {
  en: [
    'Receipt', 'Checking the proof in your browser …', 'What happened', 'Afterwards', 'The proof',
    'What you trust', 'Waypoint', 'Check again', 'Valid and final', 'Valid, but it failed', 'Not valid',
    'No receipt', 'Signed by {count} validators.',
    'The transaction was kept as a failure (code {code}): nothing moved.',
    'This is the receipt of another transaction.', 'no balance', '{count} currencies',
    '{amount} smallest units of {currency}', 'from', 'to', 'Transaction', 'Chain', 'Version', 'Epoch',
    'Final by', 'Events', 'Size', '{shown} of {count}', '{count} bytes',
    'This page works offline. The waypoint came with it: compare it with one that you got elsewhere.',
    'This waypoint is the node\'s word: put in the one that you trust.', 'transfer', 'refundable transfer',
    'set aside', 'claimed', 'released', 'returned', 'refunded', 'issued', 'account opened'
  ],
  fr: [
    'Reçu', 'Vérification de la preuve dans votre navigateur…', 'Ce qui s’est passé', 'Ensuite', 'La preuve',
    'À quoi vous vous fiez', 'Point de repère', 'Vérifier à nouveau', 'Valide et définitif',
    'Valide, mais en échec', 'Non valide', 'Pas de reçu', 'Signé par {count} validateurs.',
    'La transaction a été conservée comme un échec (code {code}) : rien n’a bougé.',
    'C’est le reçu d’une autre transaction.', 'aucun solde', '{count} devises',
    '{amount} plus petites unités de {currency}', 'de', 'à', 'Transaction', 'Chaîne', 'Version', 'Époque',
    'Définitif au plus tard le', 'Événements', 'Taille', '{shown} sur {count}', '{count} octets',
    'Cette page fonctionne hors ligne. Le point de repère était fourni avec elle : comparez-le avec un autre, obtenu ailleurs.',
    'Ce point de repère est la parole du nœud : mettez celui auquel vous vous fiez.', 'virement',
    'virement remboursable', 'mis de côté', 'retiré', 'libéré', 'revenu', 'remboursé', 'émis', 'compte ouvert'
  ],
  es: [
    'Recibo', 'Comprobando la prueba en tu navegador…', 'Qué pasó', 'Después', 'La prueba', 'En qué confías',
    'Punto de referencia', 'Comprobar de nuevo', 'Válido y definitivo', 'Válido, pero falló', 'No válido',
    'No hay recibo', 'Firmado por {count} validadores.',
    'La transacción se guardó como fallo (código {code}): no se movió nada.',
    'Este es el recibo de otra transacción.', 'sin saldo', '{count} monedas',
    '{amount} unidades mínimas de {currency}', 'de', 'a', 'Transacción', 'Cadena', 'Versión', 'Época',
    'Definitivo a más tardar', 'Eventos', 'Tamaño', '{shown} de {count}', '{count} bytes',
    'Esta página funciona sin conexión. El punto de referencia vino con ella: compáralo con uno que tengas de otra fuente.',
    'Este punto de referencia es la palabra del nodo: pon aquel en el que confías.', 'transferencia',
    'transferencia reembolsable', 'apartado', 'cobrado', 'liberado', 'devuelto', 'reembolsado', 'emitido',
    'cuenta abierta'
  ],
  pt: [
    'Recibo', 'Verificando a prova no seu navegador…', 'O que aconteceu', 'Depois', 'A prova',
    'Em que você confia', 'Ponto de referência', 'Verificar de novo', 'Válido e definitivo',
    'Válido, mas falhou', 'Não é válido', 'Sem recibo', 'Assinado por {count} validadores.',
    'A transação foi guardada como falha (código {code}): nada se moveu.',
    'Este é o recibo de outra transação.', 'sem saldo', '{count} moedas',
    '{amount} unidades mínimas de {currency}', 'de', 'para', 'Transação', 'Cadeia', 'Versão', 'Época',
    'Definitivo até', 'Eventos', 'Tamanho', '{shown} de {count}', '{count} bytes',
    'Esta página funciona sem internet. O ponto de referência veio com ela: compare-o com um que você obteve em outro lugar.',
    'Este ponto de referência é a palavra do nó: coloque aquele em que você confia.', 'transferência',
    'transferência reembolsável', 'reservado', 'resgatado', 'liberado', 'devolvido', 'reembolsado', 'emitido',
    'conta aberta'
  ],
  de: [
    'Quittung', 'Der Beweis wird in deinem Browser geprüft …', 'Was geschah', 'Danach', 'Der Beweis',
    'Worauf du vertraust', 'Wegpunkt', 'Noch einmal prüfen', 'Gültig und endgültig',
    'Gültig, aber gescheitert', 'Nicht gültig', 'Keine Quittung', 'Von {count} Validatoren unterschrieben.',
    'Die Transaktion wurde als gescheitert festgehalten (Code {code}): nichts hat sich bewegt.',
    'Das ist die Quittung einer anderen Transaktion.', 'kein Guthaben', '{count} Währungen',
    '{amount} kleinste Einheiten von {currency}', 'von', 'an', 'Transaktion', 'Kette', 'Version', 'Epoche',
    'Endgültig bis', 'Ereignisse', 'Größe', '{shown} von {count}', '{count} Bytes',
    'Diese Seite arbeitet ohne Netz. Der Wegpunkt kam mit ihr: vergleiche ihn mit einem, den du anderswoher hast.',
    'Dieser Wegpunkt ist das Wort des Knotens: setze den ein, dem du vertraust.', 'Überweisung',
    'erstattbare Überweisung', 'zurückgelegt', 'abgeholt', 'freigegeben', 'zurückgekommen', 'erstattet',
    'ausgegeben', 'Konto eröffnet'
  ],
  it: [
    'Ricevuta', 'Verifica della prova nel tuo browser…', 'Che cosa è successo', 'Dopo', 'La prova',
    'Di che cosa ti fidi', 'Punto di riferimento', 'Verifica di nuovo', 'Valida e definitiva',
    'Valida, ma non riuscita', 'Non valida', 'Nessuna ricevuta', 'Firmata da {count} validatori.',
    'La transazione è stata registrata come non riuscita (codice {code}): nulla si è mosso.',
    'Questa è la ricevuta di un’altra transazione.', 'nessun saldo', '{count} valute',
    '{amount} unità minime di {currency}', 'da', 'a', 'Transazione', 'Catena', 'Versione', 'Epoca',
    'Definitiva entro', 'Eventi', 'Dimensione', '{shown} di {count}', '{count} byte',
    'Questa pagina funziona senza rete. Il punto di riferimento è arrivato con essa: confrontalo con uno avuto altrove.',
    'Questo punto di riferimento è la parola del nodo: metti quello di cui ti fidi.', 'trasferimento',
    'trasferimento rimborsabile', 'messo da parte', 'riscosso', 'liberato', 'tornato indietro', 'rimborsato',
    'emesso', 'conto aperto'
  ],
  hi: [
    'रसीद', 'आपके ब्राउज़र में प्रमाण जाँचा जा रहा है…', 'क्या हुआ', 'इसके बाद', 'प्रमाण',
    'आप किस पर भरोसा करते हैं', 'संदर्भ बिंदु', 'फिर जाँचें', 'मान्य और अंतिम', 'मान्य, पर असफल',
    'मान्य नहीं', 'कोई रसीद नहीं', '{count} सत्यापकों के हस्ताक्षर।',
    'लेन-देन असफल दर्ज हुआ (कोड {code}): कुछ नहीं भेजा गया।', 'यह किसी दूसरे लेन-देन की रसीद है।',
    'कोई शेष नहीं', '{count} मुद्राएँ', '{currency} की {amount} सबसे छोटी इकाइयाँ', 'किससे', 'किसे',
    'लेन-देन', 'शृंखला', 'संस्करण', 'युग', 'इस समय तक अंतिम', 'घटनाएँ', 'आकार', '{count} में से {shown}',
    '{count} बाइट',
    'यह पन्ना ऑफ़लाइन चलता है। संदर्भ बिंदु इसी के साथ आया: कहीं और से मिले संदर्भ बिंदु से मिलाएँ।',
    'यह संदर्भ बिंदु नोड का कहा है: वह डालें जिस पर आपको भरोसा है।', 'भुगतान', 'वापसी योग्य भुगतान',
    'अलग रखा गया', 'लिया गया', 'छोड़ा गया', 'लौट आया', 'वापस किया गया', 'जारी किया गया', 'खाता खुला'
  ],
  fil: [
    'Resibo', 'Sinusuri ang patunay sa browser mo…', 'Ano ang nangyari', 'Pagkatapos', 'Ang patunay',
    'Ano ang pinagkakatiwalaan mo', 'Palatandaan', 'Suriin muli', 'Tama at pinal', 'Tama, pero hindi natuloy',
    'Hindi tama', 'Walang resibo', 'Nilagdaan ng {count} tagapagpatunay.',
    'Itinala ang transaksyon bilang hindi natuloy (code {code}): walang gumalaw na pera.',
    'Resibo ito ng ibang transaksyon.', 'walang balanse', '{count} pera',
    '{amount} pinakamaliit na yunit ng {currency}', 'mula kay', 'para kay', 'Transaksyon', 'Kadena',
    'Bersyon', 'Yugto', 'Pinal noong', 'Mga pangyayari', 'Laki', '{shown} sa {count}', '{count} byte',
    'Gumagana ang pahinang ito kahit offline. Kasama nito ang palatandaan: ihambing sa nakuha mo sa iba.',
    'Sabi lang ng node ang palatandaang ito: ilagay ang pinagkakatiwalaan mo.', 'paglilipat',
    'paglilipat na maibabalik', 'itinabi', 'kinuha', 'pinakawalan', 'bumalik', 'ibinalik', 'inilabas',
    'nabuksan ang account'
  ],
  sw: [
    'Risiti', 'Uthibitisho unakaguliwa kwenye kivinjari chako…', 'Kilichotokea', 'Baadaye', 'Uthibitisho',
    'Unachokiamini', 'Alama ya marejeo', 'Kagua tena', 'Halali na ya mwisho', 'Halali, lakini haikufaulu',
    'Si halali', 'Hakuna risiti', 'Imesainiwa na wathibitishaji {count}.',
    'Muamala ulihifadhiwa kama ulioshindwa (msimbo {code}): hakuna kilichosogea.',
    'Hii ni risiti ya muamala mwingine.', 'hakuna salio', 'sarafu {count}',
    'vipande vidogo {amount} vya {currency}', 'kutoka', 'kwenda', 'Muamala', 'Mnyororo', 'Toleo', 'Kipindi',
    'Ya mwisho kufikia', 'Matukio', 'Ukubwa', '{shown} kati ya {count}', 'baiti {count}',
    'Ukurasa huu hufanya kazi bila mtandao. Alama ya marejeo ilikuja nao: ilinganishe na uliyopata kwingine.',
    'Alama hii ni neno la nodi: weka ile unayoiamini.', 'uhamisho', 'uhamisho unaorejesheka', 'imetengwa',
    'imechukuliwa', 'imeachiliwa', 'imerudi', 'imerejeshwa', 'imetolewa', 'akaunti imefunguliwa'
  ],
  id: [
    'Tanda terima', 'Memeriksa bukti di peramban Anda…', 'Apa yang terjadi', 'Sesudahnya', 'Bukti',
    'Yang Anda percayai', 'Titik acuan', 'Periksa lagi', 'Sah dan final', 'Sah, tetapi gagal', 'Tidak sah',
    'Tidak ada tanda terima', 'Ditandatangani oleh {count} validator.',
    'Transaksi disimpan sebagai kegagalan (kode {code}): tidak ada yang berpindah.',
    'Ini tanda terima transaksi lain.', 'tidak ada saldo', '{count} mata uang',
    '{amount} satuan terkecil {currency}', 'dari', 'kepada', 'Transaksi', 'Rantai', 'Versi', 'Epoch',
    'Final selambatnya', 'Peristiwa', 'Ukuran', '{shown} dari {count}', '{count} bita',
    'Halaman ini bekerja luring. Titik acuan datang bersamanya: bandingkan dengan yang Anda dapat dari tempat lain.',
    'Titik acuan ini kata node: masukkan yang Anda percayai.', 'transfer', 'transfer yang dapat dikembalikan',
    'disisihkan', 'diambil', 'dilepaskan', 'kembali', 'dikembalikan', 'diterbitkan', 'akun dibuka'
  ],
  ar: [
    'إيصال', 'جارٍ فحص الإثبات في متصفحك…', 'ما الذي حدث', 'بعد ذلك', 'الإثبات', 'بماذا تثق', 'نقطة المرجع',
    'افحص مرة أخرى', 'صحيح ونهائي', 'صحيح، لكن العملية فشلت', 'غير صحيح', 'لا يوجد إيصال',
    'عدد المدققين الموقعين: {count}.', 'سُجلت المعاملة على أنها فاشلة (الرمز {code}): لم يتحرك شيء.',
    'هذا إيصال معاملة أخرى.', 'لا رصيد', 'عدد العملات: {count}', '{amount} من أصغر وحدات {currency}', 'من',
    'إلى', 'المعاملة', 'السلسلة', 'الإصدار', 'الحقبة', 'نهائي في موعد أقصاه', 'الأحداث', 'الحجم',
    '{shown} من {count}', '{count} بايت',
    'تعمل هذه الصفحة دون اتصال. جاءت نقطة المرجع معها: قارنها بنقطة حصلت عليها من مصدر آخر.',
    'نقطة المرجع هذه كلام العقدة: ضع النقطة التي تثق بها.', 'تحويل', 'تحويل قابل للرد', 'محجوز', 'تم استلامه',
    'أُفرج عنه', 'عاد إلى المرسل', 'تم رده', 'إصدار', 'فتح حساب'
  ],
  zh: [
    '收据', '正在您的浏览器中验证证明……', '发生了什么', '之后', '证明', '您信任什么', '参照点', '重新验证', '有效且最终', '有效，但交易失败', '无效', '没有收据',
    '由 {count} 个验证者签名。', '该交易以失败记录（代码 {code}）：没有资金移动。', '这是另一笔交易的收据。', '没有余额', '{count} 种货币',
    '{amount} 个 {currency} 最小单位', '付款方', '收款方', '交易', '链', '版本', '纪元', '最终时间不晚于', '事件', '大小',
    '{shown} / {count}', '{count} 字节', '此页面可离线使用。参照点随页面提供：请与您从别处得到的参照点比对。', '此参照点仅是节点的说法：请填入您信任的参照点。', '转账',
    '可退款转账', '已预留', '已领取', '已解除', '已退回', '已退款', '发行', '已开户'
  ],
  vi: [
    'Biên nhận', 'Đang kiểm tra bằng chứng trong trình duyệt của bạn…', 'Điều đã xảy ra', 'Sau đó',
    'Bằng chứng', 'Bạn tin vào điều gì', 'Điểm mốc', 'Kiểm tra lại', 'Hợp lệ và đã hoàn tất',
    'Hợp lệ, nhưng không thành công', 'Không hợp lệ', 'Không có biên nhận', 'Được {count} bên xác thực ký.',
    'Giao dịch được ghi nhận là không thành công (mã {code}): không có gì dịch chuyển.',
    'Đây là biên nhận của một giao dịch khác.', 'không có số dư', '{count} loại tiền',
    '{amount} đơn vị nhỏ nhất của {currency}', 'từ', 'đến', 'Giao dịch', 'Chuỗi', 'Phiên bản', 'Kỷ nguyên',
    'Hoàn tất chậm nhất', 'Sự kiện', 'Kích thước', '{shown} trên {count}', '{count} byte',
    'Trang này hoạt động ngoại tuyến. Điểm mốc đi kèm với trang: hãy so với điểm mốc bạn có từ nơi khác.',
    'Điểm mốc này là lời của nút: hãy nhập điểm mốc mà bạn tin.', 'chuyển tiền',
    'chuyển tiền có thể hoàn lại', 'đã để riêng', 'đã nhận', 'đã giải phóng', 'đã trả về', 'đã hoàn tiền',
    'phát hành', 'đã mở tài khoản'
  ]
}
const OTHER_NAMES = { tl: 'fil', in: 'id' }

function chosen () {
  for (const wanted of navigator.languages) {
    const name = wanted.toLowerCase().split('-')[0]
    const language = OTHER_NAMES[name] || name
    if (Object.hasOwn(TEXTS, language)) return language
  }
  return 'en'
}

const language = chosen()

// Undefined where there is no such word: what only those who run the ledger see stays English.
function word (key, values) {
  const text = TEXTS[language][KEYS.indexOf(key)]
  return text && text.replace(/\{(\w+)\}/g, (place, name) => String(values[name]))
}

document.documentElement.lang = language
document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
document.title = word('receipt') + ' – Pennypost'
for (const place of document.querySelectorAll('[data-word]')) place.textContent = word(place.dataset.word)

self.pennypostWord = word
})()
