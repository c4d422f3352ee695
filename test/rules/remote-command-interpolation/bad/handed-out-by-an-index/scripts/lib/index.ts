export { Remote } from "./remote.js";
export type { Target } from "./targets.js";
