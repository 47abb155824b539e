import { ModelCard } from "#models/deterioration/model-card";
import type { SourceAttributes } from "#models/deterioration/source-attributes";
import { sourceAttributesOf } from "#models/deterioration/source-answers";

export type CompleteCard = ModelCard & { sourceAttributes: SourceAttributes };

/** A card with its 31 answers: those of a version from before it kept them are written from the rest of it. */
export const withSourceAttributes = (card: ModelCard): CompleteCard => ({
  ...card,
  sourceAttributes: card.sourceAttributes ?? sourceAttributesOf(card),
});

/** The same of a card as it is kept; one of another form is left as it is. */
export function completeCard(kept: unknown): unknown {
  const card = ModelCard.safeParse(kept);
  return card.success ? withSourceAttributes(card.data) : kept;
}
