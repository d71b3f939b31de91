// Checks what Pennypost's ledger proves, with nothing but a waypoint: receipt files and bundles, proofs
// of balances and supplies, and consistency, by the rules L13 and L50 to L57 of ledger/SPEC.md. Written
// from that text, apart from the ledger's own code; a classic script for browsers, a module for Node.js.
(function (root) {
'use strict'

const node = typeof module !== 'undefined' && module.exports
const nacl = node ? require('./vendor/nacl.js') : root.nacl
const {
  BALANCES_SHOWN_MAX, COUNTER_MAX, EVENTS, LAST_KEPT_CODE, PATH_MAX, Reader, SHOWN_WHOLE_MAX,
  SIGNED_BYTES_MAX, VerifyError, ascii, be, fromHex, hash, hashLeaf, hashNode, hex, join,
  malformed, refuse, same, tag
} = node ? require('./codec.js') : root.pennypostCodec

// --- Addresses as people read them (L5: Bech32m, BIP 350) ------------------------------------------

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const MAIN_CHAIN = 1

function checksum (values) {
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
  let sum = 1
  for (const value of values) {
    const top = sum >>> 25
    sum = (sum & 0x1ffffff) << 5 ^ value
    for (let i = 0; i < 5; ++i) if (top >>> i & 1) sum ^= generators[i]
  }
  return sum ^ 0x2bc830a3
}
/** The text of an address of 32 bytes on a chain. */
function addressText (bytes, chainId) {
  const prefix = chainId === MAIN_CHAIN ? 'pp' : 'tpp'
  let number = BigInt('0x' + hex(bytes)) << 4n // 52 groups of five bits
  const groups = []
  for (let i = 0; i < 52; ++i, number >>= 5n) groups.unshift(Number(number & 31n))
  const codes = Array.from(prefix, (c) => c.charCodeAt(0))
  const expanded = [...codes.map((c) => c >> 5), 0, ...codes.map((c) => c & 31), ...groups]
  const sum = checksum([...expanded, 0, 0, 0, 0, 0, 0])
  for (let i = 5; i >= 0; --i) groups.push(sum >>> 5 * i & 31)
  return prefix + '1' + groups.map((group) => ALPHABET[group]).join('')
}

// --- Ed25519 as libsodium decides it ---------------------------------------------------------------

// Little-endian: the order of the base point, the field's prime, and the y of points of small order.
const ORDER = fromHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')
const PRIME = fromHex('ed' + 'ff'.repeat(30) + '7f')
const SMALL = ['00'.repeat(32), '01' + '00'.repeat(31), 'ec' + 'ff'.repeat(30) + '7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ed' + 'ff'.repeat(30) + '7f', 'ee' + 'ff'.repeat(30) + '7f'].map(fromHex)

function below (bytes, limit) {
  for (let i = 31; i >= 0; --i) if (bytes[i] !== limit[i]) return bytes[i] < limit[i]
  return false
}
function withoutSign (bytes) {
  const out = Uint8Array.from(bytes)
  out[31] &= 0x7f
  return out
}
const isSmall = (point) => SMALL.some((each) => same(each, withoutSign(point)))

function verifySignature (key, message, signature) {
  if (!below(signature.subarray(32), ORDER) || isSmall(signature.subarray(0, 32))) return false
  if (!below(withoutSign(key), PRIME) || isSmall(key)) return false
  return nacl.sign.detached.verify(message, signature, key)
}

// --- Trees (RFC 9162, and the trie of L12) ---------------------------------------------------------

// The root that a path leads to; null where it has another length than that leaf's. Numbers stay
// below 2^53, so division is exact where bit operations would not be.
function inclusionRoot (size, leaf, leafHash, path) {
  if (leaf >= size) return null
  let at = leaf
  let last = size - 1
  let hash = leafHash
  for (const sibling of path) {
    if (last === 0) return null
    while (at === last && at % 2 === 0) {
      at /= 2
      last /= 2
    }
    hash = at % 2 === 1 ? hashNode(sibling, hash) : hashNode(hash, sibling)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? hash : null
}

const isPowerOfTwo = (value) => {
  while (value % 2 === 0) value /= 2
  return value === 1
}

/** That the tree of `first` leaves is the beginning of the one of `size`. Roots and path are bytes. */
function verifyConsistency (firstRoot, first, root, size, path) {
  const bad = (why) => refuse('invalid_proof', why)
  if (!(first > 0 && first <= size)) bad('The first tree is not a part of the second.')
  if (first === size) {
    if (path.length > 0 || !same(firstRoot, root)) bad('Two trees of one size differ.')
    return
  }
  let at = first - 1
  let last = size - 1
  const up = () => {
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  while (at % 2 === 1) up()
  let rest = path
  let firstHash = firstRoot
  let hash = firstRoot
  if (!isPowerOfTwo(first)) {
    if (path.length === 0) bad('The consistency path is too short.')
    firstHash = hash = path[0]
    rest = path.slice(1)
  }
  for (const sibling of rest) {
    if (last === 0) bad('The consistency path is too long.')
    if (at % 2 === 1 || at === last) {
      firstHash = hashNode(sibling, firstHash)
      hash = hashNode(sibling, hash)
      while (at !== 0 && at % 2 === 0) up()
    } else {
      hash = hashNode(hash, sibling)
    }
    up()
  }
  if (last !== 0) bad('The consistency path is too short.')
  if (!same(firstHash, firstRoot) || !same(hash, root)) bad('The path does not lead to both roots.')
}

const bit = (path, i) => path[i >> 3] >> (7 - i % 8) & 1

// L13
function verifyState (root, path, valueHash, leaf, siblings) {
  const bad = () => refuse('invalid_proof', 'The state proof does not hold.')
  if (valueHash !== null) {
    if (leaf === null || !same(leaf.path, path) || !same(leaf.valueHash, valueHash)) bad()
  } else if (leaf !== null) {
    if (same(leaf.path, path)) bad()
    for (let i = 0; i < siblings.length; ++i) if (bit(leaf.path, i) !== bit(path, i)) bad()
  }
  let hash = leaf === null ? new Uint8Array(32)
    : hashLeaf(tag('state_leaf'), leaf.path, leaf.valueHash)
  for (let i = siblings.length - 1; i >= 0; --i) {
    hash = bit(path, i) === 1 ? hashNode(siblings[i], hash) : hashNode(hash, siblings[i])
  }
  if (!same(hash, root)) bad()
}

// --- Certificates (L51, L52) -------------------------------------------------------------------------

function verifyOrderVotes (info, signatures, voters, check) {
  const bad = (why) => refuse('invalid_certificate', why)
  const message = join(tag('order_vote'), info.bytes)
  const total = voters.reduce((sum, voter) => sum + voter.power, 0n)
  let power = 0n
  for (const { validator, signature } of signatures) {
    if (validator >= voters.length) bad('A signer is not a validator of this epoch.')
    if (!check(voters[validator].key, message, signature)) bad("A validator's signature is not valid.")
    power += voters[validator].power
  }
  const faults = total === 0n ? 0n : (total - 1n) / 3n
  if (total === 0n || power < total - faults) bad('The signers have less power than a quorum.')
}

function parseWaypoint (text) {
  const match = /^(0|[1-9][0-9]{0,15}):([0-9a-f]{64})$/.exec(text)
  if (match === null || Number(match[1]) > COUNTER_MAX) {
    refuse('wrong_waypoint', 'A waypoint is written <version>:<64 hex digits>.')
  }
  return { version: Number(match[1]), hash: fromHex(match[2]) }
}

function verifySteps (steps, info, signatures, waypointText, check) {
  const waypoint = parseWaypoint(waypointText)
  if (steps.length === 0) malformed('The proof has no step from a waypoint.')
  const first = steps[0]
  if (first.info.version !== waypoint.version ||
      !same(hash(tag('ledger_info'), first.info.bytes), waypoint.hash)) {
    refuse('wrong_waypoint', 'The proof does not begin at this waypoint.')
  }
  if (first.signatures.length > 0) malformed("The waypoint's step carries signatures.")
  const follow = (before, next, signed) => {
    const named = hash(tag('validator_set'), before.next.bytes)
    if (before.info.nextValidatorsHash === null || !same(before.info.nextValidatorsHash, named)) {
      refuse('invalid_certificate', "An epoch's step does not name its next validators.")
    }
    if (next.chainId !== before.info.chainId) {
      refuse('invalid_certificate', 'A ledger info is of another chain.')
    }
    if (next.epoch !== before.info.epoch + 1) {
      refuse('invalid_certificate', 'The epochs do not follow one another.')
    }
    verifyOrderVotes(next, signed, before.next.voters, check)
  }
  for (let i = 1; i < steps.length; ++i) follow(steps[i - 1], steps[i].info, steps[i].signatures)
  follow(steps[steps.length - 1], info, signatures)
}

// L14
function commitList (type, list) {
  const count = be(list.count, 4)
  if (list.count <= SHOWN_WHOLE_MAX) return join(count, ...list.shown.map((item) => item.bytes))
  const leaf = hashLeaf(tag(type), list.shown[0].bytes)
  const root = inclusionRoot(list.count, list.index, leaf, list.path)
  if (root === null) {
    refuse('invalid_proof', 'A part of the receipt is not at the place that it names.')
  }
  return join(count, root)
}
function receiptLeaf (receipt) {
  const receiptHash = hash(tag('receipt'), receipt.transactionId, be(receipt.code, 2),
    commitList('event_leaf', receipt.events), commitList('touched_leaf', receipt.accounts))
  return hashLeaf(tag('transaction_leaf'), receipt.transactionId, receiptHash)
}
function verifyIncluded (info, version, leaf, path) {
  const found = inclusionRoot(info.version + 1, version, leaf, path)
  if (found === null || !same(found, info.accumulatorRoot)) {
    refuse('invalid_proof', 'This is not in the certified history.')
  }
}

function begin (bytes, magic) {
  const reader = new Reader(bytes)
  if (!same(reader.raw(4), ascii(magic)) || reader.u8() !== 1) {
    malformed('This is not a proof of a format known here.')
  }
  return { reader, steps: reader.steps(), info: reader.ledgerInfo(), signatures: reader.signatures() }
}

/**
 * A receipt file, from a waypoint in text. Returns what it proves; throws VerifyError with a code.
 * `check` stands in for the signature check in tests.
 */
function verifyReceipt (bytes, waypoint, check = verifySignature) {
  const { reader, steps, info, signatures } = begin(bytes, 'PPRC')
  const version = reader.counter()
  const receipt = reader.excerpt()
  const path = reader.hashes(PATH_MAX)
  const signedBytes = reader.raw(reader.count(SIGNED_BYTES_MAX))
  reader.done()
  verifySteps(steps, info, signatures, waypoint, check)
  verifyIncluded(info, version, receiptLeaf(receipt), path)
  if (signedBytes.length > 0 && !same(hash(tag('transaction'), signedBytes), receipt.transactionId)) {
    refuse('invalid_proof', 'The transaction is not the one that the receipt is of.')
  }
  return { chainId: info.chainId, epoch: info.epoch, version, timestamp: info.timestamp,
    transactionId: hex(receipt.transactionId), code: receipt.code, success: receipt.code === 0,
    events: receipt.events, accounts: receipt.accounts, signers: signatures.length, signedBytes }
}

/** A bundle of receipts (L57), from a waypoint in text. Returns what it proves; throws VerifyError. */
function verifyBundle (bytes, waypoint, check = verifySignature) {
  const { reader, steps, info, signatures } = begin(bytes, 'PPRB')
  const receipts = reader.bundled()
  reader.done()
  verifySteps(steps, info, signatures, waypoint, check)
  for (const { version, receipt, path } of receipts) {
    verifyIncluded(info, version, receiptLeaf(receipt), path)
  }
  return { chainId: info.chainId, epoch: info.epoch, timestamp: info.timestamp, signers: signatures.length,
    version: info.version,
    receipts: receipts.map(({ version, receipt }) => ({ version, transactionId: hex(receipt.transactionId),
      code: receipt.code, success: receipt.code === 0, events: receipt.events, accounts: receipt.accounts })) }
}

// --- Balance proofs (L53 to L55) ----------------------------------------------------------------------

function checkMoment (moment, version, info) {
  const bad = (why) => refuse('invalid_proof', why)
  verifyIncluded(info, moment.end.version, moment.end.leaf, moment.end.path)
  if (moment.end.version !== version) bad('The time is of another version.')
  if (moment.end.timestamp > moment.time) bad('The version is later than that.')
  if (moment.next === null) {
    if (version !== info.version || moment.time !== info.timestamp) {
      bad('Nothing proves that no block lies between.')
    }
    return
  }
  verifyIncluded(info, moment.next.version, moment.next.leaf, moment.next.path)
  if (moment.next.version <= moment.end.version ||
      moment.next.firstVersion !== moment.end.version + 1) {
    bad('The two blocks do not follow one another.')
  }
  if (moment.next.timestamp <= moment.time) bad('The next block is not later.')
}

function checkTouch (touch, address, info) {
  verifyIncluded(info, touch.version, receiptLeaf(touch.receipt), touch.path)
  const account = touch.receipt.accounts.shown.find((each) => same(each.address, address))
  if (account === undefined) refuse('invalid_proof', 'A receipt does not name the account.')
  const many = account.currencies > BALANCES_SHOWN_MAX
  const fits = many
    ? touch.balances.length === account.currencies &&
      same(hash(tag('balances'), encodeBalances(touch.balances)), account.balancesHash)
    : touch.balances.length === 0
  if (!fits) refuse('invalid_proof', 'The balances are not those that the receipt names.')
  return { previous: account.previous, sequenceNumber: account.sequenceNumber,
    balances: many ? touch.balances : account.balances }
}

const encodeBalances = (balances) => join(be(balances.length, 4), ...balances.map((balance) =>
  join(ascii(balance.currency.padEnd(8, '\0')), be(balance.amount, 8))))

function checkEvidence (evidence, address, root) {
  const path = hash(tag('state_key'), [3], address)
  if (evidence.account === null) {
    verifyState(root, path, null, evidence.other, evidence.siblings)
    return
  }
  const valueHash = hash(tag('state_value'), [3], evidence.account.bytes)
  verifyState(root, path, valueHash, { path, valueHash }, evidence.siblings)
}

/** A balance proof, from a waypoint in text. Returns what it proves; throws VerifyError. */
function verifyBalance (bytes, waypoint, check = verifySignature) {
  const bad = (why) => refuse('invalid_proof', why)
  const { reader, steps, info, signatures } = begin(bytes, 'PPBP')
  const address = reader.id()
  const version = reader.counter()
  let moment = null
  if (reader.flag()) {
    moment = { time: reader.u64(), end: reader.blockEnd() }
    moment.next = reader.flag() ? reader.blockEnd() : null
  }
  let before = null
  let beginning = null
  if (reader.flag()) before = reader.touch()
  else beginning = { genesis: reader.blockEnd(), evidence: reader.evidence() }
  let after = null
  let state = null
  if (reader.flag()) after = reader.touch()
  else state = reader.evidence()
  reader.done()

  verifySteps(steps, info, signatures, waypoint, check)
  if (version > info.version) bad("The version is beyond the certificate's.")
  if (moment !== null) checkMoment(moment, version, info)
  const out = { chainId: info.chainId, address: hex(address), version,
    time: moment === null ? null : moment.time, exists: false, sequenceNumber: 0, balances: [],
    certifiedVersion: info.version, certifiedTime: info.timestamp }
  let last = null
  if (before !== null) {
    if (before.version > version) bad('The last receipt is a later one.')
    const account = checkTouch(before, address, info)
    last = before.version
    Object.assign(out, { exists: true, sequenceNumber: account.sequenceNumber,
      balances: account.balances })
  } else {
    if (beginning.genesis.version !== 0) bad('That is not the first state.')
    verifyIncluded(info, 0, beginning.genesis.leaf, beginning.genesis.path)
    checkEvidence(beginning.evidence, address, beginning.genesis.stateRoot)
    const account = beginning.evidence.account
    if (account !== null) {
      if (account.lastVersion !== null) bad('The first state has no history.')
      Object.assign(out, { exists: true, sequenceNumber: account.sequenceNumber,
        balances: account.balances })
    }
  }
  if (after !== null) {
    if (after.version <= version) bad('The next receipt is not a later one.')
    if (checkTouch(after, address, info).previous !== last) {
      bad('The next receipt points back to another version.')
    }
    return out
  }
  checkEvidence(state, address, info.stateRoot)
  if ((state.account !== null) !== out.exists) bad('The account is there in one state only.')
  if (state.account !== null && state.account.lastVersion !== last) {
    bad('The state points back to another version.')
  }
  return out
}

/** A supply proof (L55), from a waypoint in text. Returns what it proves; throws VerifyError. */
function verifySupply (bytes, waypoint, check = verifySignature) {
  const { reader, steps, info, signatures } = begin(bytes, 'PPSP')
  const currencies = reader.supplies()
  reader.done()
  verifySteps(steps, info, signatures, waypoint, check)
  for (const currency of currencies) {
    const path = hash(tag('state_key'), [2], ascii(currency.code.padEnd(32, '\0')))
    const valueHash = hash(tag('state_value'), [2], currency.bytes)
    verifyState(info.stateRoot, path, valueHash, { path, valueHash }, currency.siblings)
  }
  return { chainId: info.chainId, epoch: info.epoch, version: info.version, timestamp: info.timestamp,
    currencies: currencies.map(({ code, decimals, displayDecimals, issuer, supply }) =>
      ({ code, decimals, displayDecimals, issuer: hex(issuer), supply })) }
}

const api = { verifyReceipt, verifyBundle, verifyBalance, verifySupply, verifyConsistency, verifyState, verifySignature,
  VerifyError, addressText, hex, fromHex, EVENTS, LAST_KEPT_CODE }
if (node) module.exports = api
else root.pennypostVerify = api
})(typeof self !== 'undefined' ? self : globalThis)
