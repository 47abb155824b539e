// The same page in the security officer's workplace: who may end sessions is decided by the permission.
export { default, metadata } from "../../admin/sessions/page";
