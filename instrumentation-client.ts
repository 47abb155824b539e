import { config } from "zod";

// Runs before anything else on a page. Zod would try whether it may turn text into code; our content
// security policy forbids it, and the browser would report the attempt on every page.
config({ jitless: true });
