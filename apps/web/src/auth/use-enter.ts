import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useForgetMe } from "../shell/me.ts";

/** Signs in or up, learns who that is, and goes where the person wanted to go (Home if nowhere). */
export function useEnter<T>(enter: (person: T) => Promise<void>, then: string | undefined) {
  const forget = useForgetMe();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: enter,
    onSuccess: async () => {
      await forget();
      await navigate({ href: then ?? "/", replace: true });
    },
  });
}
