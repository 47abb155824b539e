import type { Metadata, Viewport } from "next";
import { Wall } from "./_components/wall";

export const metadata: Metadata = { title: "Wall" };

export const viewport: Viewport = { themeColor: "#0b0e14" };

/**
 * For a screen on the ward's wall, where nobody is signed in. It holds nothing: what is shown comes over a
 * socket that takes the cookie of a paired screen.
 */
export default function WallPage() {
  return <Wall />;
}
