-- A report of what was known on a day also names the authorisations by which goods came back.

CREATE OR REPLACE VIEW nephrite_known.order_return AS
    SELECT id, number, order_id, received_on, reason, actor, at, authorisation_id FROM nephrite.order_return
    WHERE at <= nephrite.known_until();
