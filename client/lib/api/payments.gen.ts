// Made from openapi/payments.json by `npm run api-types`.

export interface paths {
    "/api/admin/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everyone's attempts to pay, newest first. For admins. */
        get: operations["list_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's payments of an order, newest first. */
        get: operations["list"];
        put?: never;
        /** Pays an order. Paying again what is paid, or being paid, answers with the payment that there is. */
        post: operations["create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the browser needs to take a card. */
        get: operations["config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hears from Stripe. An event that is repeated, late or about something else changes nothing. */
        post: operations["webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An attempt to pay, with what Stripe said of it. */
        AdminPaymentView: {
            amount: components["schemas"]["Price"];
            createdAt: components["schemas"]["Timestamp"];
            currency: string;
            decline?: components["schemas"]["Decline"] | null;
            /**
             * Format: int32
             * @description Failed calls to Stripe in a row.
             */
            failures: number;
            id: components["schemas"]["PaymentId"];
            lastError?: components["schemas"]["LastError"] | null;
            orderId: components["schemas"]["OrderId"];
            refunds: components["schemas"]["AdminRefundView"][];
            status: components["schemas"]["PaymentStatus"];
            /** @description Stripe's PaymentIntent, once there is one. */
            stripeId?: string | null;
            /** @description The buyer. */
            userId: components["schemas"]["UserId"];
            /** Format: int64 */
            version: number;
            workAt?: components["schemas"]["Timestamp"] | null;
        };
        AdminRefundView: {
            amount: components["schemas"]["Price"];
            currency: string;
            /** @description Stripe's. */
            id: string;
            status: components["schemas"]["RefundStanding"];
        };
        /** @description What the browser needs to take a card. */
        BrowserConfig: {
            currency: string;
            publishableKey: string;
            stripeJsUrl: string;
        };
        CreatePayment: {
            orderId: components["schemas"]["OrderId"];
            /** @description Stripe's `ctoken_…`, `pm_…` or `tok_…`. */
            token?: string;
        };
        /** @description Why the card was declined: Stripe's code, and words for the buyer. */
        Decline: {
            code: string;
            message: string;
        };
        /** @description One thing that was wrong, and in which field, when it lies in one. */
        FieldError: {
            field?: string | null;
            message: string;
        };
        /** @description When and how a call to Stripe failed. */
        LastError: {
            at: components["schemas"]["Timestamp"];
            message: string;
        };
        OrderId: string;
        PaymentId: string;
        /** @description The payment, as far as it has come. */
        PaymentOutcome: {
            /** @description With `requires_action`: what Stripe's script needs to let the buyer confirm with his bank. */
            clientSecret?: string | null;
            id: components["schemas"]["PaymentId"];
            status: components["schemas"]["ShownStatus"];
        };
        /** @enum {string} */
        PaymentStatus: "initiated" | "sent" | "requires_action" | "processing" | "authorised" | "captured" | "voided" | "declined" | "capture_failed" | "refunded" | "refund_failed";
        /** @description A payment of an order, with what was given back. */
        PaymentView: {
            amount: components["schemas"]["Price"];
            createdAt: components["schemas"]["Timestamp"];
            currency: string;
            /** @description Why it failed: Stripe's code. */
            declineCode?: string | null;
            id: components["schemas"]["PaymentId"];
            orderId: components["schemas"]["OrderId"];
            refunds: components["schemas"]["RefundView"][];
            status: components["schemas"]["ShownStatus"];
        };
        /** @description dollars, with at most two decimals */
        Price: number;
        /** @description The body of every error: a problem detail (RFC 9457) with `errors` beside it. */
        Problem: {
            /** @description A stable word for programs. */
            code: string;
            errors: components["schemas"]["FieldError"][];
            /** Format: int32 */
            status: number;
            title: string;
            type: string;
        };
        Received: {
            received: boolean;
        };
        /** @enum {string} */
        RefundStanding: "pending" | "succeeded" | "failed";
        RefundView: {
            amount: components["schemas"]["Price"];
            currency: string;
            id: string;
        };
        /**
         * @description Where a payment stands, in Stripe's words.
         * @enum {string}
         */
        ShownStatus: "processing" | "requires_action" | "succeeded" | "failed" | "canceled" | "refunded";
        /** Format: date-time */
        Timestamp: string;
        UserId: string;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_all: {
        parameters: {
            query?: {
                orderId?: components["schemas"]["OrderId"];
                status?: "initiated" | "sent" | "requires_action" | "processing" | "authorised" | "captured" | "voided" | "declined" | "capture_failed" | "refunded" | "refund_failed";
                /** @description 1 to 100, 50 when left out. */
                limit?: number;
                /** @description The cursor of the `Link` header of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description the next page, if there is one */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPaymentView"][];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list: {
        parameters: {
            query: {
                orderId: components["schemas"]["OrderId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"][];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePayment"];
            };
        };
        responses: {
            /** @description paid */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentOutcome"];
                };
            };
            /** @description the buyer must confirm, or it takes a little longer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentOutcome"];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the card was declined; `code` is Stripe's */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `order_not_payable` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserConfig"];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
