/**
 * How large the signs of a tile can be, so that all beds of a unit fit without scrolling.
 *
 * Read at five metres: ISO 9241-303 asks for 20 to 22 minutes of arc for comfort and 16 at least, which at
 * 5 m are 29 to 32 mm and 23 mm of height. A 55" screen of 16:9 is 1,218 mm wide: 0.634 mm to a pixel of
 * 1,920, 0.317 mm to one of 3,840. Figures and capitals of Inter are 0.727 of the font size high, so 30 mm take
 * a font of 65 px at 1,920, or 130 px at 3,840. With labels of two signs, 24 beds get 96 px (44 mm), 48 beds
 * 71 px (33 mm) and 60 beds 62 px (29 mm); with labels of three signs 60 beds get 54 px (25 mm), still above
 * the least. tile-grid.test.ts holds it to that.
 */
export interface TileGrid {
  columns: number;
  rows: number;
  /** The font size of label and score, CSS pixels; everything else of a tile is a share of it. */
  em: number;
  /** Too narrow a screen, such as a phone's: tiles keep a size that can be read in the hand, and scroll. */
  isScrolling: boolean;
}

export interface TileSpace {
  beds: number;
  /** CSS pixels of the place that the tiles have. */
  width: number;
  height: number;
  /** Signs of the longest label. */
  labelSigns: number;
}

/** In font sizes of label and score. */
const SIGN_EM = 0.65; // the widest figure of Inter in bold
const SCORE_SIGNS = 2;
/** The score's box around its figures, the shape of its band, what parts it from the label, and the tile's edges. */
const BESIDE_EM = 0.6;
/** Label and score, a line of words, a line of the alert, and the tile's edges. */
export const TILE_HEIGHT_EM = 2.04;
/** Between tiles, CSS pixels of a screen 1,080 high. */
const GAP_SHARE = 6 / 1_080;

const LEAST_EM = 30;
const HAND_EM = 34;

export const gapOf = (height: number): number => Math.max(4, Math.round(height * GAP_SHARE));

const tileWidthEm = (labelSigns: number): number =>
  (Math.max(2, labelSigns) + SCORE_SIGNS) * SIGN_EM + BESIDE_EM;

export function fitTiles({ beds, width, height, labelSigns }: TileSpace): TileGrid {
  const count = Math.max(1, beds);
  const gap = gapOf(height);
  let best: TileGrid = { columns: 1, rows: count, em: 0, isScrolling: false };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const tileWidth = (width - gap * (columns - 1)) / columns;
    const tileHeight = (height - gap * (rows - 1)) / rows;
    const em = Math.floor(
      Math.min(tileWidth / tileWidthEm(labelSigns), tileHeight / TILE_HEIGHT_EM),
    );
    if (em > best.em) best = { columns, rows, em, isScrolling: false };
  }
  return best.em >= LEAST_EM ? best : inTheHand(count, width, gap, labelSigns);
}

function inTheHand(count: number, width: number, gap: number, labelSigns: number): TileGrid {
  const tileWidth = HAND_EM * tileWidthEm(labelSigns);
  const columns = Math.max(1, Math.min(count, Math.floor((width + gap) / (tileWidth + gap))));
  return { columns, rows: Math.ceil(count / columns), em: HAND_EM, isScrolling: true };
}
