// Shows a receipt that this browser has checked itself: the one inside the page, where it has one, or
// the one that the address names, from the node that served the page.
(function () {
'use strict'

const verifier = self.pennypostVerify
const word = self.pennypostWord
const byId = (id) => document.getElementById(id)
let receipt = null // bytes
let wanted = null // the transaction id in the page's address
let decimals = {} // currency -> [decimals, display decimals], by somebody's word

function element (name, text, className) {
  const out = document.createElement(name)
  out.textContent = text
  if (className) out.className = className
  return out
}

// The same digits as the ledger's: display decimals, more only where they are not zero.
function amountText (units, currency) {
  const format = decimals[currency]
  if (!format) return word('smallest_units', { amount: units, currency })
  const digits = String(units).padStart(format[0] + 1, '0')
  const whole = digits.slice(0, digits.length - format[0])
  let rest = digits.slice(digits.length - format[0])
  while (rest.length > format[1] && rest.endsWith('0')) rest = rest.slice(0, -1)
  return (rest === '' ? whole : whole + '.' + rest) + ' ' + currency
}
function timeText (us) {
  const micros = String(us % 1000000n).padStart(6, '0')
  return new Date(Number(us / 1000000n) * 1000).toISOString().slice(0, 19) + '.' + micros + 'Z'
}

// What runs from left to right in any language, behind a word that may not.
function named (name, text) {
  const out = element('p', name + ' ', 'who')
  out.append(element('bdi', text))
  return out
}

function showEvent (event, chainId) {
  const item = document.createElement('li')
  item.append(element('div', word(event.kind) || event.kind.replaceAll('_', ' '), 'hint'))
  if (event.currency && event.amount > 0n) {
    item.append(element('div', amountText(event.amount, event.currency), 'amount'))
  }
  const who = (label, bytes) => {
    if (bytes && bytes.some((b) => b !== 0)) {
      item.append(named(word(label), verifier.addressText(bytes, chainId)))
    }
  }
  who('from', event.from)
  who('to', event.to)
  return item
}
function showAccount (account, chainId) {
  const item = document.createElement('li')
  item.append(named('', verifier.addressText(account.address, chainId)))
  const held = account.balances || []
  for (const balance of held) {
    item.append(element('div', amountText(balance.amount, balance.currency)))
  }
  if (held.length === 0) {
    item.append(element('div', account.currencies === 0 ? word('no_balance')
      : word('currencies', { count: account.currencies }), 'hint'))
  }
  return item
}
function showFacts (facts) {
  const list = byId('facts')
  list.replaceChildren()
  for (const [name, value] of facts) {
    const shown = document.createElement('dd')
    shown.append(element('bdi', String(value)))
    list.append(element('dt', word(name)), shown)
  }
}

function verdict (kind, headline, detail) {
  byId('verdict').className = 'verdict ' + kind
  byId('headline').textContent = headline
  byId('detail').textContent = detail
}

function check () {
  const waypoint = byId('waypoint').value.trim()
  byId('payment').hidden = true
  let proven = null
  try {
    proven = verifier.verifyReceipt(receipt, waypoint)
  } catch (error) {
    if (!(error instanceof verifier.VerifyError)) throw error
    verdict('bad', word('not_valid'), error.message)
    return
  }
  if (wanted !== null && proven.transactionId !== wanted) {
    verdict('bad', word('not_valid'), word('other_transaction'))
    return
  }
  if (proven.success) verdict('good', word('valid'), word('signed_by', { count: proven.signers }))
  else verdict('bad', word('valid_but_failed'), word('failed_detail', { code: proven.code }))
  byId('events').replaceChildren(...proven.events.shown.map((each) => showEvent(each, proven.chainId)))
  byId('accounts').replaceChildren(...proven.accounts.shown.map((each) => showAccount(each, proven.chainId)))
  showFacts([['transaction', proven.transactionId], ['chain', proven.chainId],
    ['version', proven.version], ['epoch', proven.epoch], ['final_by', timeText(proven.timestamp)],
    ['events', word('n_of_m', { shown: proven.events.shown.length, count: proven.events.count })],
    ['size', word('bytes', { count: receipt.length })]])
  byId('payment').hidden = false
}

function readCurrencies (list) {
  for (const each of list) decimals[each.code] = [each.decimals, each.display_decimals]
}

async function get (path) {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error('The node answered ' + answer.status + '.')
  return answer
}

async function load () {
  const inside = byId('inside')
  if (inside) {
    const data = JSON.parse(inside.textContent)
    receipt = verifier.fromHex(data.receipt)
    byId('waypoint').value = data.waypoint
    readCurrencies(data.currencies)
    byId('source').textContent = word('offline')
    return
  }
  const id = location.pathname.split('/').pop()
  wanted = id
  const query = location.search
  receipt = new Uint8Array(await (await get('/v1/receipts/' + encodeURIComponent(id) + query)).arrayBuffer())
  byId('waypoint').value = (await (await get('/v1/ledger')).json()).waypoint
  readCurrencies((await (await get('/v1/currencies')).json()).data)
  byId('source').textContent = word('nodes_word')
}

byId('trust').addEventListener('submit', (event) => {
  event.preventDefault()
  if (receipt !== null) check()
})
load().then(check, (error) => verdict('bad', word('no_receipt'), error.message))
})()
