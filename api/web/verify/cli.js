#!/usr/bin/env node
// The verifier at the command line: node api/web/verify/cli.js FILE --waypoint W [--json]. FILE is a
// receipt file, a bundle of receipts, or the bytes of a proof of a balance or of supplies. It needs Node.js, and nothing of
// Pennypost's own programs. Exit status: 0 it holds, 1 it does not, 2 wrong usage.
'use strict'

const { readFileSync } = require('fs')
const { verifyReceipt, verifyBundle, verifyBalance, verifySupply, addressText, VerifyError } = require('./verify.js')

const KINDS = { PPRC: ['receipt', verifyReceipt], PPRB: ['bundle', verifyBundle], PPBP: ['balance', verifyBalance],
  PPSP: ['supply', verifySupply] }
const USAGE = 'usage: node cli.js FILE --waypoint <version>:<hash> [--json]'

function readArguments (words) {
  const out = { file: null, waypoint: null, json: false }
  for (let i = 0; i < words.length; ++i) {
    if (words[i] === '--json') out.json = true
    else if (words[i] === '--waypoint' && i + 1 < words.length) out.waypoint = words[++i]
    else if (!words[i].startsWith('-') && out.file === null) out.file = words[i]
    else return null
  }
  return out.file !== null && out.waypoint !== null ? out : null
}

// Microseconds since 1970, as RFC 3339 with six digits.
function timeText (us) {
  const second = new Date(Number(us / 1000000n) * 1000).toISOString().slice(0, 19)
  return second + '.' + String(us % 1000000n).padStart(6, '0') + 'Z'
}

const plain = (key, value) => typeof value === 'bigint' ? String(value)
  : value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value

function show (kind, got) {
  const lines = [`VALID: ${kind}, chain ${got.chainId}`]
  if (kind === 'receipt') {
    lines.push(`  transaction ${got.transactionId} at version ${got.version}`)
    lines.push(`  certified ${timeText(got.timestamp)} by ${got.signers} validators of epoch ${got.epoch}`)
    lines.push(`  ${got.success ? 'success' : 'failed with code ' + got.code}`)
    for (const event of got.events.shown) {
      const amount = event.currency === undefined ? '' : ` ${event.amount} units of ${event.currency}`
      lines.push(`  ${event.kind}${amount}`)
    }
  } else if (kind === 'bundle') {
    lines.push(`  certified ${timeText(got.timestamp)} by ${got.signers} validators of epoch ${got.epoch}`)
    for (const each of got.receipts) {
      const end = each.success ? 'success' : 'failed with code ' + each.code
      lines.push(`  transaction ${each.transactionId} at version ${each.version}: ${end}`)
    }
  } else if (kind === 'balance') {
    const address = addressText(Buffer.from(got.address, 'hex'), got.chainId)
    lines.push(`  ${address} at version ${got.version}` + (got.exists ? '' : ': no such account'))
    for (const each of got.balances) lines.push(`  ${each.amount} units of ${each.currency}`)
  } else {
    lines.push(`  version ${got.version}, ${timeText(got.timestamp)}`)
    for (const each of got.currencies) lines.push(`  ${each.supply} units of ${each.code}`)
  }
  return lines.join('\n')
}

function main (words) {
  if (words.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const asked = readArguments(words)
  if (asked === null) {
    console.error(USAGE)
    return 2
  }
  const refuse = (code, detail) => {
    if (asked.json) console.log(JSON.stringify({ valid: false, code, detail }))
    else console.error(`NOT VALID (${code}): ${detail}`)
    return 1
  }
  let bytes = null
  try {
    bytes = Uint8Array.from(readFileSync(asked.file))
  } catch (error) {
    return refuse('unreadable', `${asked.file} cannot be read: ${error.message}`)
  }
  const known = KINDS[Buffer.from(bytes.subarray(0, 4)).toString('latin1')]
  if (known === undefined) return refuse('malformed', 'This is no receipt file and no proof.')
  try {
    const got = known[1](bytes, asked.waypoint)
    console.log(asked.json ? JSON.stringify({ valid: true, kind: known[0], ...got }, plain) : show(known[0], got))
    return 0
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error
    return refuse(error.code, error.message)
  }
}

process.exitCode = main(process.argv.slice(2))
