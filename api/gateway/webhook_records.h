#pragma once

#include <boost/json/object.hpp>

#include "api/gateway/webhooks.h"

// Endpoints and deliveries as the store keeps them, secrets included.
namespace pennypost::gateway {

boost::json::object stored(const WebhookEndpoint& endpoint);
WebhookEndpoint endpoint_from(const boost::json::object& from);
boost::json::object stored(const WebhookDelivery& delivery);
WebhookDelivery delivery_from(const boost::json::object& from);

}  // namespace pennypost::gateway
