// The bytes behind what Pennypost's ledger proves: hashes, and the strict reader of the canonical
// codec (L2, L14, L17 to L19 of ledger/SPEC.md). Written from that text, apart from the ledger's
// own code; a classic script for browsers, a module for Node.js. Start at verify.js.
(function (root) {
'use strict'

const node = typeof module !== 'undefined' && module.exports
const blake2b = node ? require('./vendor/blake2b.js').blake2b : root.blake2b

const COUNTER_MAX = Number.MAX_SAFE_INTEGER // 2^53 - 1
const VALIDATORS_MAX = 100
const STEPS_MAX = 10000
const PATH_MAX = 53
const EXCERPT_PATH_MAX = 14
const SIBLINGS_MAX = 256
const SHOWN_WHOLE_MAX = 4
const BALANCES_SHOWN_MAX = 8
const BALANCES_MAX = 64
const LEGS_MAX = 8192
const SIGNED_BYTES_MAX = 1024
const ACCOUNT_BYTES_MAX = 2048
const CURRENCY_BYTES_MAX = 128
const CURRENCIES_MAX = 10000

// L14: kinds of events, with what they have of from, to, currency, amount and subject: 1 always,
// 0 never, 2 perhaps.
const EVENTS = [
  ['transfer', 1, 1, 1, 1, 0], ['mint', 0, 1, 1, 1, 0], ['account_created', 0, 1, 0, 0, 0],
  ['currency_registered', 0, 1, 1, 0, 0], ['held', 1, 2, 1, 1, 1], ['claimed', 1, 1, 1, 1, 1],
  ['released', 0, 1, 1, 1, 1], ['returned', 0, 1, 1, 1, 1], ['key_rotated', 0, 1, 0, 0, 1],
  ['recovery_set', 0, 1, 0, 0, 0], ['recovery_approved', 1, 1, 0, 0, 1],
  ['recovery_cancelled', 0, 1, 0, 0, 0], ['recovered', 0, 1, 0, 0, 1],
  ['account_closed', 0, 1, 0, 0, 0], ['delegate_set', 1, 0, 0, 0, 1],
  ['mandate_set', 1, 0, 0, 0, 1], ['refundable_transfer', 1, 1, 1, 1, 1],
  ['refunded', 1, 1, 1, 1, 1], ['limits_set', 1, 1, 0, 0, 0], ['tier_set', 1, 0, 0, 0, 0],
  ['deposit_rule_set', 0, 1, 0, 0, 0], ['exchanged', 1, 1, 1, 1, 1], ['burned', 1, 0, 1, 1, 0],
  ['validators_changed', 1, 0, 0, 0, 1], ['parameters_set', 1, 0, 0, 0, 0],
  ['currency_set', 1, 0, 1, 0, 0], ['dealers_set', 1, 0, 1, 0, 0],
  ['mint_requested', 1, 0, 1, 1, 1], ['burn_requested', 1, 0, 1, 1, 1],
  ['request_approved', 1, 1, 1, 1, 1], ['request_ended', 2, 1, 1, 1, 1],
  ['reserve_stated', 1, 0, 1, 1, 1], ['paid_in', 1, 0, 1, 1, 0], ['paid_out', 0, 1, 1, 1, 0],
  ['officers_set', 1, 0, 0, 0, 0], ['freeze_proposed', 1, 1, 0, 0, 1], ['frozen', 1, 1, 0, 0, 1],
  ['unfreeze_proposed', 1, 1, 0, 0, 1], ['unfrozen', 2, 1, 0, 0, 1], ['attested', 1, 1, 1, 1, 1],
  ['quota_set', 1, 1, 0, 0, 0], ['equivocation_reported', 1, 0, 0, 0, 1],
  ['upgrade_scheduled', 1, 0, 0, 0, 2], ['upgraded', 0, 0, 0, 0, 1]
]
const LAST_KEPT_CODE = 57

class VerifyError extends Error {
  constructor (code, message) {
    super(message)
    this.name = 'VerifyError'
    this.code = code
  }
}
const refuse = (code, message) => { throw new VerifyError(code, message) }
const malformed = (what) => refuse('malformed', what)

// --- Bytes ---------------------------------------------------------------------------------------

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
const fromHex = (text) => {
  if (!/^([0-9a-f]{2})*$/.test(text)) malformed('This is not lower-case hex.')
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16))
}
const ascii = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0))
const tag = (type) => ascii('pennypost/' + type + '/1')
const compare = (a, b) => {
  for (let i = 0; i < a.length; ++i) if (a[i] !== b[i]) return a[i] - b[i]
  return 0
}
const same = (a, b) => a.length === b.length && compare(a, b) === 0
const isZero = (bytes) => bytes.every((b) => b === 0)

function join (...parts) {
  const out = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
function be (value, size) {
  const out = new Uint8Array(size)
  let rest = BigInt(value)
  for (let i = size - 1; i >= 0; --i) {
    out[i] = Number(rest & 255n)
    rest >>= 8n
  }
  return out
}
const hash = (...parts) => blake2b(join(...parts), 32)
const hashLeaf = (...parts) => hash([0], ...parts)
const hashNode = (left, right) => hash([1], left, right)

// Reads the canonical codec (L2): what is not exactly it throws.
class Reader {
  constructor (bytes) {
    this.bytes = bytes
    this.at = 0
  }
  raw (size) {
    if (size > this.bytes.length - this.at) malformed('The proof is damaged or cut off.')
    this.at += size
    return this.bytes.subarray(this.at - size, this.at)
  }
  // What was read since `from`.
  since (from) { return this.bytes.subarray(from, this.at) }
  big (size) {
    let out = 0n
    for (const byte of this.raw(size)) out = out << 8n | BigInt(byte)
    return out
  }
  u8 () { return Number(this.big(1)) }
  u16 () { return Number(this.big(2)) }
  u32 () { return Number(this.big(4)) }
  u64 () { return this.big(8) }
  id () { return this.raw(32) }
  counter () {
    const value = this.u64()
    if (value > BigInt(COUNTER_MAX)) malformed('A number is out of range.')
    return Number(value)
  }
  count (max) {
    const value = this.u32()
    if (value > max) malformed('A list is too long.')
    return value
  }
  flag () {
    const value = this.u8()
    if (value > 1) malformed('A flag is neither 0 nor 1.')
    return value === 1
  }
  list (max, read) { return Array.from({ length: this.count(max) }, () => read.call(this)) }
  hashes (max) { return this.list(max, this.id) }
  done () { if (this.at !== this.bytes.length) malformed('There are bytes left over.') }

  code () {
    const padded = this.raw(8)
    const text = String.fromCharCode(...padded)
    if (!/^[A-Z][A-Z0-9]{2,7}\0*$/.test(text)) malformed('This is no currency code.')
    return text.replace(/\0/g, '')
  }
  balances (count) {
    const out = []
    for (let i = 0; i < count; ++i) {
      const balance = { currency: this.code(), amount: this.u64() }
      if (balance.amount === 0n) malformed('A balance is zero.')
      if (i > 0 && out[i - 1].currency >= balance.currency) malformed('Balances are out of order.')
      out.push(balance)
    }
    return out
  }
  ledgerInfo () {
    const from = this.at
    const info = { chainId: this.u32(), epoch: this.counter(), round: this.counter(),
      height: this.counter(), blockId: this.id(), version: this.counter(), stateRoot: this.id(),
      accumulatorRoot: this.id(), timestamp: this.u64(),
      nextValidatorsHash: this.flag() ? this.id() : null }
    info.bytes = this.since(from)
    return info
  }
  signatures () {
    const out = this.list(VALIDATORS_MAX, function () {
      return { validator: this.u16(), signature: this.raw(64) }
    })
    for (let i = 1; i < out.length; ++i) {
      if (out[i - 1].validator >= out[i].validator) malformed('Signers are not in ascending order.')
    }
    return out
  }
  voters () {
    const from = this.at
    const voters = this.list(VALIDATORS_MAX, function () {
      return { key: this.id(), power: BigInt(this.counter()) }
    })
    this.id() // the links' hash
    return { voters, bytes: this.since(from) }
  }
  steps () {
    return this.list(STEPS_MAX, function () {
      return { info: this.ledgerInfo(), signatures: this.signatures(), next: this.voters() }
    })
  }
  event () {
    const from = this.at
    const kind = this.u8()
    if (kind < 1 || kind > EVENTS.length) malformed('An event is of no known kind.')
    const [name, hasFrom, hasTo, hasCurrency, hasAmount, hasSubject] = EVENTS[kind - 1]
    const event = { kind: name, from: this.id(), to: this.id() }
    if (hasCurrency === 1) event.currency = this.code()
    else if (!isZero(this.raw(8))) malformed('An event has what its kind has not.')
    event.amount = this.u64()
    event.subject = hasSubject !== 0 ? this.id() : null
    const check = (shape, present) => {
      if (shape !== 2 && present !== (shape === 1)) malformed('An event is not as its kind is.')
    }
    check(hasFrom, !isZero(event.from))
    check(hasTo, !isZero(event.to))
    check(hasAmount, event.amount !== 0n)
    if (hasSubject !== 0) check(hasSubject, !isZero(event.subject))
    event.bytes = this.since(from)
    return event
  }
  touched () {
    const from = this.at
    const account = { address: this.id(), previous: this.flag() ? this.counter() : null,
      sequenceNumber: this.counter() }
    account.currencies = this.count(BALANCES_MAX)
    if (account.currencies <= BALANCES_SHOWN_MAX) {
      account.balances = this.balances(account.currencies)
    } else {
      account.balancesHash = this.id()
    }
    account.bytes = this.since(from)
    return account
  }
  excerptList (max, read) {
    const out = { count: this.count(max), shown: [], index: 0, path: [] }
    if (out.count <= SHOWN_WHOLE_MAX) {
      while (out.shown.length < out.count) out.shown.push(read.call(this))
      return out
    }
    out.index = this.count(out.count - 1)
    out.shown.push(read.call(this))
    out.path = this.hashes(EXCERPT_PATH_MAX)
    return out
  }
  excerpt () {
    const out = { transactionId: this.id(), code: this.u16() }
    if (out.code > LAST_KEPT_CODE) malformed('The code is not one of a receipt.')
    out.events = this.excerptList(out.code === 0 ? LEGS_MAX : 0, this.event)
    out.accounts = this.excerptList(LEGS_MAX + 1, this.touched)
    const shown = out.accounts.shown
    for (let i = 1; i < shown.length; ++i) {
      if (compare(shown[i - 1].address, shown[i].address) >= 0) malformed('Accounts are out of order.')
    }
    return out
  }
  blockEnd () {
    const from = this.at
    const end = { epoch: this.counter(), round: this.counter(), blockId: this.id(),
      timestamp: this.u64(), stateRoot: this.id(), firstVersion: this.counter() }
    end.leaf = hashLeaf(tag('block_leaf'), this.since(from))
    end.version = this.counter()
    end.path = this.hashes(PATH_MAX)
    return end
  }
  touch () {
    return { version: this.counter(), receipt: this.excerpt(),
      balances: this.balances(this.count(BALANCES_MAX)), path: this.hashes(PATH_MAX) }
  }
  // L10, kind 3.
  account () {
    const account = { authenticationKey: this.id(), sequenceNumber: this.counter() }
    if (this.u8() > 2) malformed('An account has no such role.')
    this.id() // its institution
    this.u8() // tier
    if (this.u8() > 31) malformed('An account has unknown flags.')
    this.u32() // hour of its quota
    this.u32() // transactions counted in it
    this.u32() // holds
    this.u32() // mandates
    this.u32() // refundable transfers
    account.balances = this.balances(this.count(BALANCES_MAX))
    account.lastVersion = this.flag() ? this.counter() : null
    return account
  }
  // L10, kind 2.
  currency () {
    const from = this.at
    const currency = { code: this.code(), decimals: this.u8(), displayDecimals: this.u8() }
    if (currency.decimals > 9 || currency.displayDecimals > currency.decimals) {
      malformed('A currency has decimals out of range.')
    }
    currency.issuer = this.id()
    currency.supply = this.big(16)
    if (this.u8() > 2) malformed('A currency has no such policy.')
    this.u64() // attested above
    currency.bytes = this.since(from)
    return currency
  }
  // L57: what the upper ends of two neighbours' paths have in common is written once.
  bundled () {
    let before = []
    const out = this.list(LEGS_MAX, function () {
      const version = this.counter()
      const receipt = this.excerpt()
      const shared = this.u8()
      const own = this.u8()
      if (shared > before.length || shared + own > PATH_MAX) malformed('A path is too long.')
      const path = Array.from({ length: own }, () => this.id())
      const at = before.length - shared
      if (own > 0 && at > 0 && same(path[own - 1], before[at - 1])) malformed('A path repeats a part.')
      path.push(...before.slice(at))
      before = path
      return { version, receipt, path }
    })
    for (let i = 1; i < out.length; ++i) {
      if (out[i - 1].version >= out[i].version) malformed('Receipts are out of order.')
    }
    return out
  }
  // L55
  supplies () {
    const out = this.list(CURRENCIES_MAX, function () {
      const inner = new Reader(this.raw(this.count(CURRENCY_BYTES_MAX)))
      const currency = inner.currency()
      inner.done()
      return { ...currency, siblings: this.hashes(SIBLINGS_MAX) }
    })
    for (let i = 1; i < out.length; ++i) {
      if (out[i - 1].code >= out[i].code) malformed('Currencies are out of order.')
    }
    return out
  }
  evidence () {
    const out = { account: null, other: null }
    if (this.flag()) {
      const bytes = this.raw(this.count(ACCOUNT_BYTES_MAX))
      const inner = new Reader(bytes)
      out.account = inner.account()
      inner.done()
      out.account.bytes = bytes
    } else if (this.flag()) {
      out.other = { path: this.id(), valueHash: this.id() }
    }
    out.siblings = this.hashes(SIBLINGS_MAX)
    return out
  }
}

const api = {
  BALANCES_SHOWN_MAX, COUNTER_MAX, EVENTS, LAST_KEPT_CODE, PATH_MAX, Reader, SHOWN_WHOLE_MAX,
  SIGNED_BYTES_MAX, VerifyError, ascii, be, fromHex, hash, hashLeaf, hashNode, hex, join,
  malformed, refuse, same, tag
}
if (node) module.exports = api
else root.pennypostCodec = api
})(typeof self !== 'undefined' ? self : globalThis)
