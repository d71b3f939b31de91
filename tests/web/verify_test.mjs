// The verifier in JavaScript against the ledger's own vectors: it says the same of what is proven, and
// refuses everything that a changed bit, a cut or a forger makes of it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'

const root = new URL('../../', import.meta.url)
const verifier = createRequire(import.meta.url)(new URL('api/web/verify/verify.js', root).pathname)
const codec = createRequire(import.meta.url)(new URL('api/web/verify/codec.js', root).pathname)
const { fromHex, hex } = verifier
const vectors = readFileSync(new URL('tests/golden/ledger/proofs.jsonl', root), 'utf8')
  .trim().split('\n').map((line) => JSON.parse(line))
const of = (kind) => vectors.filter((vector) => vector.kind === kind)

// A signature that was checked once need not be checked again; one in `every` of the others is.
function remembering (every = 1) {
  const known = new Map()
  let asked = 0
  return (key, message, signature) => {
    const name = hex(key) + hex(message) + hex(signature)
    if (!known.has(name)) {
      known.set(name, asked++ % every === 0 && verifier.verifySignature(key, message, signature))
    }
    return known.get(name)
  }
}

function verify (vector, bytes, check) {
  return vector.kind === 'receipt' ? verifier.verifyReceipt(bytes, vector.waypoint, check)
    : verifier.verifyBalance(bytes, vector.waypoint, check)
}
function refused (call, what) {
  assert.throws(call, (error) => error instanceof verifier.VerifyError, what)
}

test('the tables are the ledger\'s', () => {
  const [tables] = of('tables')
  assert.deepEqual(verifier.EVENTS, tables.events)
  assert.equal(verifier.LAST_KEPT_CODE, tables.lastKeptCode)
})

test('addresses are written as the ledger writes them', () => {
  const lines = readFileSync(new URL('tests/golden/ledger/transactions.txt', root), 'utf8').split('\n')
  const at = lines.indexOf('address')
  const [bytes, main, other] = lines.slice(at + 1, at + 4).map((line) => line.trim())
  assert.equal(verifier.addressText(fromHex(bytes), 1), main)
  assert.equal(verifier.addressText(fromHex(bytes), 77), other)
})

test('receipts say what the ledger says', () => {
  assert.ok(of('receipt').length > 8)
  for (const vector of of('receipt')) {
    const got = verify(vector, fromHex(vector.hex))
    const { expected } = vector
    assert.equal(got.version, expected.version, vector.name)
    assert.equal(got.transactionId, expected.transactionId)
    assert.equal(got.code, expected.code)
    assert.equal(got.events.count, expected.events)
    if (expected.amount) assert.equal(String(got.events.shown[0].amount), expected.amount)
  }
})

test('bundles say what the ledger says, and no bit of them may change', () => {
  assert.equal(of('bundle').length, 3)
  for (const vector of of('bundle')) {
    const original = fromHex(vector.hex)
    const check = remembering()
    const got = verifier.verifyBundle(original, vector.waypoint, check)
    assert.deepEqual(got.receipts.map((r) => [r.version, r.transactionId, r.code, r.events.count]),
      vector.expected.receipts, vector.name)
    const head = new codec.Reader(original) // what other tests change bit by bit
    head.raw(5)
    head.steps()
    head.ledgerInfo()
    head.signatures()
    for (let bit = 0; bit < 8 * original.length; bit += bit < 8 * head.at ? 509 : 11) {
      const bytes = Uint8Array.from(original)
      bytes[bit >> 3] ^= 1 << (bit & 7)
      refused(() => verifier.verifyBundle(bytes, vector.waypoint, check), `${vector.name}: bit ${bit}`)
    }
    for (let size = 0; size < original.length; size += 53) {
      refused(() => verifier.verifyBundle(original.subarray(0, size), vector.waypoint, () => true))
    }
  }
})

// The values of formats.txt, by name: each line of hex that belongs to it.
function formats (file) {
  const out = new Map()
  let lines = null
  for (const line of readFileSync(new URL('tests/golden/ledger/' + file, root), 'utf8').trimEnd().split('\n')) {
    if (line.startsWith('  ')) lines.push(line.trim())
    else out.set(line, lines = [])
  }
  return out
}

test('the formats are those of the ledger\'s golden file', () => {
  const values = formats('formats.txt')
  const bytes = (name) => fromHex(values.get(name).join(''))
  const { Reader, tag, hash, hashLeaf, join, be, ascii } = codec
  const read = (name, how) => {
    const reader = new Reader(bytes(name))
    const got = reader[how]()
    reader.done()
    return got
  }
  const says = (name, got) => assert.equal(hex(got), values.get(name).join(''), name)

  const account = read('account', 'account')
  assert.deepEqual([account.sequenceNumber, account.lastVersion, account.balances.length], [8, 9, 2])
  says("account's state value hash", hash(tag('state_value'), [3], bytes('account')))
  const currency = read('currency', 'currency')
  assert.deepEqual([currency.code, currency.decimals, currency.displayDecimals, currency.supply],
    ['USD', 6, 2, 1n << 64n])
  says("currency's state path", hash(tag('state_key'), [2], ascii('USD'.padEnd(32, '\0'))))
  let paths = 0
  for (const [name, [id, path]] of values) {
    const kind = /^path of .*, kind (\d+)$/.exec(name)
    if (kind === null) continue
    assert.equal(hex(hash(tag('state_key'), [Number(kind[1])], fromHex(id))), path, name)
    ++paths
  }
  assert.equal(paths, 25)

  const info = read('ledger info', 'ledgerInfo')
  assert.deepEqual([info.chainId, info.epoch, info.round, info.height, info.version, info.timestamp],
    [7, 1, 2, 3, 4, 5000006n])
  says("ledger info's hash", hash(tag('ledger_info'), info.bytes))
  says("order vote's signed bytes", join(tag('order_vote'), info.bytes))
  const certificate = new Reader(bytes('ordered certificate'))
  assert.equal(hex(certificate.ledgerInfo().bytes), hex(info.bytes))
  assert.deepEqual(certificate.signatures().map((s) => s.validator), [1])
  certificate.done()

  // L18: what a light client carries of a set gives its hash.
  const set = new Reader(bytes('validator set'))
  const validators = set.list(100, function () {
    return { key: this.id(), network: this.id(), power: this.u64(), name: this.raw(this.u8()) }
  })
  set.done()
  const links = hash(tag('validator_links'),
    ...validators.map((v) => join(v.network, [v.name.length], v.name)))
  const voters = new Reader(join(be(validators.length, 4),
    ...validators.map((v) => join(v.key, be(v.power, 8))), links))
  says("validator set's hash", hash(tag('validator_set'), voters.voters().bytes))

  // L14, L15: of few events and accounts an excerpt is the receipt as it is hashed.
  const whole = bytes('receipt')
  says("receipt's hash", hash(tag('receipt'), new Reader(whole).excerpt() && whole))
  says("block's leaf", (() => {
    const word = (text) => hash(ascii('pennypost/test/1'), ascii(text))
    return hashLeaf(tag('block_leaf'), be(1, 8), be(2, 8), word('block'), be(3, 8), word('state'), be(4, 8))
  })())
})

test('receipt_file.txt is a receipt', () => {
  const lines = readFileSync(new URL('tests/golden/ledger/receipt_file.txt', root), 'utf8').trimEnd().split('\n')
  const waypoint = lines[0].replace('waypoint ', '')
  const got = verifier.verifyReceipt(fromHex(lines.slice(2).map((line) => line.trim()).join('')), waypoint)
  assert.equal(got.success, true)
})

test('transactions and envelopes have the ids of the golden files', () => {
  const values = formats('transactions.txt')
  const { tag, hash } = codec
  let seen = 0
  for (const [name, lines] of values) {
    if (!name.endsWith(', signed')) continue
    // SignedTransaction: field 1, the signed bytes.
    const bytes = fromHex(lines.join(''))
    assert.equal(bytes[0], 0x0a, name)
    let size = 0
    let at = 1
    for (let shift = 0; ; shift += 7) {
      size |= (bytes[at] & 0x7f) << shift
      if (bytes[at++] < 0x80) break
    }
    const id = hash(tag('transaction'), bytes.subarray(at, at + size))
    assert.equal(hex(id), values.get(name.replace(', signed', ', id')).join(''), name)
    ++seen
  }
  assert.ok(seen > 15)
  const delegate = fromHex(formats('formats.txt').get("delegate's id").join(''))
  const item = hash(tag('envelope_item'), codec.be(7, 4), delegate, codec.ascii("an item's bytes"))
  assert.equal(hex(item), formats('envelope.txt').get("item's id").join(''))
})

test('balances say what the ledger says', () => {
  assert.ok(of('balance').length > 12)
  for (const vector of of('balance')) {
    const got = verify(vector, fromHex(vector.hex))
    assert.equal(got.address, vector.expected.address, vector.name)
    assert.equal(got.version, vector.expected.version)
    assert.equal(got.exists, vector.expected.exists)
    assert.deepEqual(got.balances.map((b) => [b.currency, String(b.amount)]), vector.expected.balances)
  }
})

test('consistency holds for the trees that it is of, and for no others', () => {
  const check = (v, root = v.root) => verifier.verifyConsistency(
    fromHex(v.firstRoot), v.first, fromHex(root), v.size, v.path.map(fromHex))
  for (const vector of of('consistency')) {
    check(vector)
    const wrong = (vector.root[0] === '0' ? '1' : '0') + vector.root.slice(1)
    refused(() => check(vector, wrong))
    refused(() => check({ ...vector, path: [...vector.path, vector.root] }))
    if (vector.path.length > 0) refused(() => check({ ...vector, path: vector.path.slice(1) }))
    if (vector.first < vector.size) {
      refused(() => check({ ...vector, first: vector.first + 1, firstRoot: wrong }))
    }
    refused(() => check({ ...vector, first: 0 }))
    refused(() => check({ ...vector, first: vector.size + 1 }))
  }
})

test('supplies say what the ledger says, and no bit of them may change', () => {
  assert.equal(of('supply').length, 2)
  for (const vector of of('supply')) {
    const original = fromHex(vector.hex)
    const got = verifier.verifySupply(original, vector.waypoint)
    assert.equal(got.version, vector.expected.version)
    assert.deepEqual(got.currencies.map((c) => [c.code, String(c.supply)]), vector.expected.supplies)
    const check = remembering()
    verifier.verifySupply(original, vector.waypoint, check)
    const certified = original.length - 700 // before it stands what signatures cover, or are
    for (let bit = 8 * certified; bit < 8 * original.length; bit += 7) {
      const bytes = Uint8Array.from(original)
      bytes[bit >> 3] ^= 1 << (bit & 7)
      refused(() => verifier.verifySupply(bytes, vector.waypoint, check), `${vector.name}: bit ${bit}`)
    }
    for (let size = 0; size < original.length; size += 97) {
      refused(() => verifier.verifySupply(original.subarray(0, size), vector.waypoint, () => true))
    }
  }
})

test('an entry of the state is there or not, and not both', () => {
  assert.equal(of('state').length, 4)
  for (const vector of of('state')) {
    const bytes = (text) => text === null ? null : fromHex(text)
    const leaf = vector.leaf && { path: fromHex(vector.leaf.path), valueHash: fromHex(vector.leaf.valueHash) }
    const siblings = vector.siblings.map(fromHex)
    const check = (value) => verifier.verifyState(fromHex(vector.root), fromHex(vector.path), value, leaf, siblings)
    check(bytes(vector.valueHash))
    refused(() => check(vector.valueHash === null ? fromHex(vector.path) : null), vector.name)
    for (let i = 0; i < siblings.length; ++i) {
      siblings[i][i] ^= 1
      refused(() => check(bytes(vector.valueHash)), `${vector.name}: sibling ${i}`)
      siblings[i][i] ^= 1
    }
  }
})

test('the command line says the same, and its status tells', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pennypost-verify-'))
  const run = (...words) => spawnSync(process.execPath, [new URL('api/web/verify/cli.js', root).pathname, ...words],
    { encoding: 'utf8' })
  try {
    for (const name of ['transfer, two epochs later', 'bundle, two epochs later', 'bob at 3, two epochs later',
      'supplies, two epochs later']) {
      const vector = named(name)
      const file = join(folder, 'proof')
      writeFileSync(file, fromHex(vector.hex))
      const good = run(file, '--waypoint', vector.waypoint)
      assert.equal(good.status, 0, good.stderr)
      assert.match(good.stdout, /^VALID: /)
      const asJson = JSON.parse(run(file, '--waypoint', vector.waypoint, '--json').stdout)
      assert.equal(asJson.valid, true)
      assert.equal(asJson.kind, vector.kind)
      const bad = run(file, '--waypoint', '0:' + '0'.repeat(64), '--json')
      assert.equal(bad.status, 1)
      assert.equal(JSON.parse(bad.stdout).code, 'wrong_waypoint')
    }
    assert.equal(run().status, 2)
    assert.equal(run(join(folder, 'nothing'), '--waypoint', 'x').status, 1)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const named = (name) => vectors.find((vector) => vector.name === name)

test('no bit of a receipt may change', () => {
  for (const name of ['transfer', 'leg 8 of a batch']) {
    const vector = named(name)
    const original = fromHex(vector.hex)
    const check = remembering(40)
    verify(vector, original, verifier.verifySignature)
    verify(vector, original, (...all) => check(...all) || verifier.verifySignature(...all))
    for (let bit = 0; bit < 8 * original.length; ++bit) {
      const bytes = Uint8Array.from(original)
      bytes[bit >> 3] ^= 1 << (bit & 7)
      refused(() => verify(vector, bytes, check), `${name}: bit ${bit}`)
    }
  }
})

test('no bit of a signature or key may change', () => {
  let one = null
  verify(named('transfer'), fromHex(named('transfer').hex), (...all) => {
    one = all
    return verifier.verifySignature(...all)
  })
  for (const [which, size] of [[0, 256], [2, 512]]) {
    for (let bit = 0; bit < size; bit += which === 0 ? 3 : 5) {
      const changed = one.map((part) => Uint8Array.from(part))
      changed[which][bit >> 3] ^= 1 << (bit & 7)
      assert.equal(verifier.verifySignature(...changed), false, `part ${which}, bit ${bit}`)
    }
  }
})

test('signatures are as strict as libsodium\'s', () => {
  const zero = new Uint8Array(32)
  const identity = fromHex('01' + '00'.repeat(31))
  const message = new Uint8Array(3)
  // For a key of small order, S = 0 and R = the identity would satisfy the equation.
  for (const key of [identity, zero, fromHex('ec' + 'ff'.repeat(30) + '7f')]) {
    const signature = Uint8Array.from([...identity, ...zero])
    assert.equal(verifier.verifySignature(key, message, signature), false)
  }
  let one = null
  verify(named('transfer'), fromHex(named('transfer').hex), (...all) => {
    one = all
    return true
  })
  // S + the group's order satisfies the equation too.
  const order = (1n << 252n) + 27742317777372353535851937790883648493n
  const [key, signed, signature] = one
  let s = 0n
  for (let i = 31; i >= 0; --i) s = s << 8n | BigInt(signature[32 + i])
  s += order
  const other = Uint8Array.from(signature)
  for (let i = 0; i < 32; ++i, s >>= 8n) other[32 + i] = Number(s & 255n)
  assert.equal(verifier.verifySignature(key, signed, signature), true)
  assert.equal(verifier.verifySignature(key, signed, other), false)
})

test('no bit of a balance proof may change but the question', () => {
  for (const name of ['dave at 3', 'erin at 3', 'bob at a time']) {
    const vector = named(name)
    const original = fromHex(vector.hex)
    const good = verify(vector, original)
    for (let bit = 0; bit < 8 * original.length; bit += 3) {
      const bytes = Uint8Array.from(original)
      bytes[bit >> 3] ^= 1 << (bit & 7)
      let got = null
      try {
        got = verify(vector, bytes, () => true)
      } catch (error) {
        assert.ok(error instanceof verifier.VerifyError, `${name}: bit ${bit}: ${error.stack}`)
        continue
      }
      const question = got.address !== good.address || got.version !== good.version || got.time !== good.time
      const signed = bit < 8 * 800 // what the signatures, not checked here, cover
      assert.ok(question || signed, `${name}: bit ${bit}`)
    }
  }
})

test('every cut, every tail and every other waypoint is refused', () => {
  for (const vector of [named('leg 1 of a batch'), named('carol at 3'), named('bob at the end')]) {
    const bytes = fromHex(vector.hex)
    for (let size = 0; size < bytes.length; size += 5) {
      refused(() => verify(vector, bytes.subarray(0, size), () => true), `${size} bytes`)
    }
    refused(() => verify(vector, Uint8Array.from([...bytes, 0]), () => true))
    for (const waypoint of ['', '0', vector.waypoint.toUpperCase(), '1' + vector.waypoint.slice(1),
      vector.waypoint + '0', vector.waypoint.slice(0, -1) + (vector.waypoint.endsWith('0') ? '1' : '0')]) {
      refused(() => verify({ ...vector, waypoint }, bytes, () => true), waypoint)
    }
  }
})
