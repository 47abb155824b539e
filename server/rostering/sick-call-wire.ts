import type { Queryable } from "#db/pool";
import { type OwnOfferRow, type ShiftOfferRow, offersOfShifts } from "#db/shift-offers";
import { type OpenShiftRow, openShiftsById } from "#db/sick-calls";
import type { OfferOnWire, OpenShiftOnWire, OwnOfferOnWire } from "#models/realtime/sick-calls";
import type { OpenShiftId, ShiftOfferState } from "#models/sick-calls/sick-call";

/** An offer is over at its instant, whatever the row says; a job follows. */
const stateAt = (
  { state, expiresAt }: { state: ShiftOfferState; expiresAt: Date },
  at: Date,
): ShiftOfferState => (state === "offered" && expiresAt <= at ? "expired" : state);

function offerToWire(row: ShiftOfferRow, at: Date): OfferOnWire {
  const { shiftOfferId, personId, name, paidAs, money, offeredAt, expiresAt, answeredAt } = row;
  return {
    ...{ shiftOfferId, personId, name, state: stateAt(row, at), cost: { paidAs, money } },
    ...{ offeredAt: +offeredAt, expiresAt: +expiresAt, answeredAt: answeredAt && +answeredAt },
  };
}

export function ownOfferToWire(row: OwnOfferRow, at: Date): OwnOfferOnWire {
  const { shiftOfferId, on, shiftName, unitName, startsAt, endsAt, expiresAt, paidAs } = row;
  return {
    ...{ shiftOfferId, on, shiftName, unitName, startsAt: +startsAt, endsAt: +endsAt },
    ...{ state: stateAt(row, at), expiresAt: +expiresAt, paidAs },
  };
}

function openShiftToWire(row: OpenShiftRow, offers: readonly OfferOnWire[]): OpenShiftOnWire {
  const { leftBy, leftByName, leftByUnitId: _home, filledBy, filledByName, ...shift } = row;
  const { startsAt, endsAt, settledAt } = shift;
  return {
    ...shift,
    ...{ startsAt: +startsAt, endsAt: +endsAt, settledAt: settledAt && +settledAt },
    leftBy: { personId: leftBy, name: leftByName },
    filledBy: filledBy && { personId: filledBy, name: filledByName ?? "Somebody" },
    offers,
  };
}

/** With who was asked; read by whoever reads every roster, of shifts that are the asking person's to read. */
export async function readOpenShifts(
  db: Queryable,
  openShiftIds: readonly OpenShiftId[],
  at: Date,
): Promise<{ row: OpenShiftRow; wire: OpenShiftOnWire }[]> {
  const rows = await openShiftsById(db, openShiftIds);
  const offers = await offersOfShifts(db, openShiftIds);
  return rows.map((row) => {
    const ofIt = offers.filter(({ openShiftId }) => openShiftId === row.openShiftId);
    return {
      row,
      wire: openShiftToWire(
        row,
        ofIt.map((offer) => offerToWire(offer, at)),
      ),
    };
  });
}
