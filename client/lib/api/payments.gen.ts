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
            /**
             * @description Stripe's `ctoken_…`, `pm_…` or `tok_…`.
             * @example pm_card_visa
             */
            token: string;
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
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        OrderId: string;
        /** @example 65f0c0ffee65f0c0ffee65f0 */
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
        /**
         * @description dollars, with at most two decimals
         * @example 20
         */
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
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        UserId: string;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The request's id: the one that it came with, or a new one. The logs have it. */
        RequestId: string;
        /** @description Seconds to wait before trying again. */
        RetryAfter: number;
    };
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
            /** @description OK */
            200: {
                headers: {
                    /** @description the next page, if there is one */
                    Link?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "amount": 20,
                     *         "createdAt": "2099-06-01T18:30:00.000Z",
                     *         "currency": "text",
                     *         "failures": 0,
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "orderId": "65f0c0ffee65f0c0ffee65f0",
                     *         "refunds": [
                     *           {
                     *             "amount": 20,
                     *             "currency": "text",
                     *             "id": "text",
                     *             "status": "pending"
                     *           }
                     *         ],
                     *         "status": "initiated",
                     *         "userId": "65f0c0ffee65f0c0ffee65f0",
                     *         "version": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["AdminPaymentView"][];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description `admins_only` */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "admins_only";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    list: {
        parameters: {
            query: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                orderId: components["schemas"]["OrderId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "amount": 20,
                     *         "createdAt": "2099-06-01T18:30:00.000Z",
                     *         "currency": "text",
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "orderId": "65f0c0ffee65f0c0ffee65f0",
                     *         "refunds": [
                     *           {
                     *             "amount": 20,
                     *             "currency": "text",
                     *             "id": "text"
                     *           }
                     *         ],
                     *         "status": "processing"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["PaymentView"][];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    create: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Visible ASCII, best a random UUID: the same request under the same key takes effect once, and for 24
                 *     hours has the same answer, with `Idempotency-Replayed: true`.
                 */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "orderId": "65f0c0ffee65f0c0ffee65f0",
                 *       "token": "pm_card_visa"
                 *     }
                 */
                "application/json": components["schemas"]["CreatePayment"];
            };
        };
        responses: {
            /** @description paid */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "status": "processing"
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentOutcome"];
                };
            };
            /** @description the buyer must confirm, or it takes a little longer */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "status": "processing"
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentOutcome"];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description the card was declined; `code` is Stripe's */
            402: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_yours`: another's order, or a request from another site */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site" | "not_yours";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /** @description `order_not_payable`, `payment_open`, `too_many_cards` or `idempotency_key_in_use` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "order_not_payable" | "payment_open" | "too_many_cards" | "idempotency_key_in_use";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description `idempotency_key_reused`: another request had this key */
            422: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            /** @description Too many tries; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
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
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "text",
                     *       "publishableKey": "text",
                     *       "stripeJsUrl": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["BrowserConfig"];
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    webhook: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description when it was signed, and the signature
                 * @example t=1790000000,v1=00
                 */
                "Stripe-Signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example text */
                "application/json": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "received": true
                     *     }
                     */
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description `invalid_signature`, or it is no event of Stripe */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request" | "invalid_signature";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
}
