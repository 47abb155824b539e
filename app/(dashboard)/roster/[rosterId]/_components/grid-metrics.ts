/** Every square, name and head is as large as the others, so that what is out of view need not be drawn. Pixels. */
export const CELL_PX = 36;
export const ROW_PX = 30;
export const NAME_PX = 264;
export const HEAD_PX = 48;
export const COVER_PX = 26;
