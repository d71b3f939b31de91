-- The peer's ledger: durable double-entry transfers with an idempotency key, one function call each.
CREATE TABLE accounts (
  id integer PRIMARY KEY,
  balance bigint NOT NULL CHECK (balance >= 0)
);
CREATE TABLE transfers (
  id bigserial PRIMARY KEY,
  idempotency_key uuid NOT NULL UNIQUE,
  payer integer NOT NULL,
  payee integer NOT NULL,
  amount bigint NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE entries (
  id bigserial PRIMARY KEY,
  transfer bigint NOT NULL,
  account integer NOT NULL,
  change bigint NOT NULL
);
CREATE INDEX ON entries (account, id);
INSERT INTO accounts SELECT number, 1000000000 FROM generate_series(1, 10000) number;

CREATE FUNCTION transfer(key uuid, from_id integer, to_id integer, units bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  made bigint;
BEGIN
  INSERT INTO transfers (idempotency_key, payer, payee, amount) VALUES (key, from_id, to_id, units)
    ON CONFLICT (idempotency_key) DO NOTHING RETURNING id INTO made;
  IF made IS NULL THEN
    RETURN 0;
  END IF;
  -- The lower number first, so that two transfers never wait for each other.
  IF from_id < to_id THEN
    UPDATE accounts SET balance = balance - units WHERE id = from_id;
    UPDATE accounts SET balance = balance + units WHERE id = to_id;
  ELSE
    UPDATE accounts SET balance = balance + units WHERE id = to_id;
    UPDATE accounts SET balance = balance - units WHERE id = from_id;
  END IF;
  INSERT INTO entries (transfer, account, change) VALUES (made, from_id, -units), (made, to_id, units);
  RETURN made;
END $$;
VACUUM ANALYZE;
