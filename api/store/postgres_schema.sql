-- Everything that gateways remember, as tables of keys and values, in one table of the database.
-- `pennypost_commit` makes changes one after the other, each whole or not at all: where every one
-- of its expectations holds, those before it included. Locks on the keys of all of them, taken in
-- the order given, make that true against every other change of the same keys.
CREATE TABLE IF NOT EXISTS pennypost_rows (
  name text COLLATE "C" NOT NULL,
  key bytea NOT NULL,
  value bytea NOT NULL,
  PRIMARY KEY (name, key)
);

-- The last group of each writer, and what became of it: who got no answer asks again.
CREATE TABLE IF NOT EXISTS pennypost_groups (
  writer bytea NOT NULL PRIMARY KEY,
  number bigint NOT NULL,
  done boolean[] NOT NULL
);

-- The expectations and writes of change i end at expected_ends[i] and ends[i].
CREATE OR REPLACE FUNCTION pennypost_commit(
  group_writer bytea, group_number bigint, locks bigint[],
  expected_ends integer[], expected_names text[], expected_keys bytea[], expected_values bytea[],
  ends integer[], names text[], keys bytea[], new_values bytea[],
  synced boolean
) RETURNS boolean[] LANGUAGE plpgsql AS $$
DECLARE
  e integer := 1;
  w integer := 1;
  holds boolean;
  found_value bytea;
  results boolean[] := '{}';
  earlier record;
BEGIN
  IF NOT synced THEN
    PERFORM set_config('synchronous_commit', 'off', true);
  END IF;
  FOR i IN 1 .. coalesce(array_length(locks, 1), 0) LOOP
    PERFORM pg_advisory_xact_lock(locks[i]);
  END LOOP;
  SELECT * INTO earlier FROM pennypost_groups g
    WHERE g.writer = group_writer AND g.number = group_number;
  IF FOUND THEN
    RETURN earlier.done;
  END IF;
  FOR i IN 1 .. array_length(ends, 1) LOOP
    holds := true;
    WHILE e <= expected_ends[i] LOOP
      IF holds THEN
        SELECT r.value INTO found_value FROM pennypost_rows r
          WHERE r.name = expected_names[e] AND r.key = expected_keys[e];
        IF NOT FOUND THEN
          found_value := NULL;
        END IF;
        holds := found_value IS NOT DISTINCT FROM expected_values[e];
      END IF;
      e := e + 1;
    END LOOP;
    WHILE w <= ends[i] LOOP
      IF NOT holds THEN
        NULL;
      ELSIF new_values[w] IS NULL THEN
        DELETE FROM pennypost_rows r WHERE r.name = names[w] AND r.key = keys[w];
      ELSE
        INSERT INTO pennypost_rows VALUES (names[w], keys[w], new_values[w])
          ON CONFLICT (name, key) DO UPDATE SET value = excluded.value;
      END IF;
      w := w + 1;
    END LOOP;
    results := results || holds;
  END LOOP;
  INSERT INTO pennypost_groups VALUES (group_writer, group_number, results)
    ON CONFLICT (writer) DO UPDATE SET number = excluded.number, done = excluded.done;
  RETURN results;
END
$$;
