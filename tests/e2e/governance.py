"""Transactions of governance and of others, made without a line of the project's own code."""
import hashlib
import pathlib
import subprocess
import tempfile

from localnet import request

CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def address_bytes(text):
    """The 32 bytes behind an address (Bech32m; its checksum is the node's to judge)."""
    bits = "".join(f"{CHARSET.index(c):05b}" for c in text.rsplit("1", 1)[1][:-6])
    return int(bits[:256], 2).to_bytes(32, "big")


def address_text(address):
    """Of a test chain (Bech32m)."""
    bits = f"{int.from_bytes(address, 'big'):0256b}" + "0000"
    data = [int(bits[i:i + 5], 2) for i in range(0, 260, 5)]
    sum_ = 1
    for value in [3, 3, 3, 0, *b"\x14\x10\x10", *data, *bytes(6)]:  # "tpp": high bits, zero, low bits
        top = sum_ >> 25
        sum_ = (sum_ & 0x1ffffff) << 5 ^ value
        for i, generator in enumerate((0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3)):
            sum_ ^= generator if top >> i & 1 else 0
    sum_ ^= 0x2bc830a3
    return "tpp1" + "".join(CHARSET[v] for v in data + [sum_ >> 5 * (5 - i) & 31 for i in range(6)])


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7f | 0x80)
        number >>= 7
    return bytes(out) + bytes([number])


def number(field, value):
    return varint(field << 3) + varint(value) if value else b""


def chosen(field, value):
    """A number in a oneof: written also where it is zero."""
    return varint(field << 3) + varint(value)


def nested(field, value):
    return varint(field << 3 | 2) + varint(len(value)) + value


PUBLIC_KEY_INFO = bytes.fromhex("302e020100300506032b657004220420")


def hashed(tag, data):
    return hashlib.blake2b(f"pennypost/{tag}/1".encode() + data, digest_size=32).digest()


def seed_of(net, name):
    return bytes.fromhex((pathlib.Path(net.folder) / "keys" / f"{name}.key").read_text().strip())


class Signer:
    """A key, which signs for the account that it was opened with."""

    def __init__(self, net, seed):
        self.node = net.info["nodes"][0]["rpc"]
        _, _, self.genesis = request("GET", self.node + "/v1/genesis")
        self.chain = self.genesis["chain_id"]
        self.der = PUBLIC_KEY_INFO + seed
        self.public = self.openssl("pkey", "-in", "KEY", "-inform", "DER", "-pubout", "-outform", "DER",
                                   data=b"")[-32:]
        self.authentication_key = hashed("authentication_key", b"\x00\x01" + self.public)  # 1 Ed25519 key
        self.address = hashed(
            "account_address", self.chain.to_bytes(4, "big") + self.authentication_key + bytes(16))

    def openssl(self, *arguments, data):
        with tempfile.TemporaryDirectory() as folder:
            key, message = pathlib.Path(folder, "key"), pathlib.Path(folder, "message")
            key.write_bytes(self.der)
            message.write_bytes(data)
            words = [str(key) if w == "KEY" else str(message) if w == "DATA" else w for w in arguments]
            return subprocess.run(["openssl", *words], check=True, capture_output=True).stdout

    def keys(self):
        return nested(3, number(1, 1) + nested(2, self.public))

    def signatures(self, tag, body):
        signature = self.openssl("pkeyutl", "-sign", "-inkey", "KEY", "-keyform", "DER", "-rawin", "-in",
                                 "DATA", data=f"pennypost/{tag}/1".encode() + body)
        return nested(2, nested(2, signature))

    def submit(self, signed):
        """Waits for its end: (status, answer)."""
        status, _, answer = request("POST", self.node + "/v1/transactions?wait=final",
                                    {"signed_transaction": signed.hex()})
        return status, answer

    def send(self, operation_field, operation, at_us):
        """Signs the operation and waits for its end. It expires 10 minutes on."""
        _, _, account = request("GET", f"{self.node}/v1/accounts/{address_text(self.address)}")
        body = (number(1, self.chain) + nested(2, self.address) + self.keys() +
                chosen(4, account["sequence_number"]) + number(6, at_us + 600_000_000) +
                nested(operation_field, operation))
        return self.submit(nested(1, body) + self.signatures("transaction", body))

    def send_envelope(self, delegate, items):
        """`items` are serialized transactions without chain, keys and delegate."""
        body = (number(1, self.chain) + nested(2, delegate) + self.keys() +
                b"".join(nested(4, item) for item in items))
        return self.submit(self.signatures("envelope", body) + nested(3, body))


class Governance(Signer):
    def __init__(self, net):
        super().__init__(net, seed_of(net, "governance"))

    def schedule_upgrade(self, version, at_us, now_us):
        return self.send(62, number(1, version) + number(2, at_us), now_us)

    def set_parameters(self, caps, now_us):
        return self.send(61, b"".join(number(i + 1, cap) for i, cap in enumerate(caps)), now_us)
