package holdfast.agent.status.operator;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import java.util.Optional;
import java.util.OptionalLong;

/** Members of requests. */
final class Requests {
    private Requests() {}

    /**
     * A member that is a whole number.
     *
     * @return empty when it is not there
     * @throws ControlRefusal when it is something else, or out of range
     */
    static OptionalLong number(JsonNode request, String member, long least, long most) throws ControlRefusal {
        JsonNode value = request.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        boolean fits = value.isIntegralNumber() && value.canConvertToLong();
        if (!fits || value.longValue() < least || value.longValue() > most) {
            throw new ControlRefusal(
                    ErrorCode.BAD_REQUEST, "'" + member + "' is not a whole number from " + least + " to " + most);
        }
        return OptionalLong.of(value.longValue());
    }

    /**
     * A member that is a text.
     *
     * @return empty when it is not there
     * @throws ControlRefusal when it is something else
     */
    static Optional<String> text(JsonNode request, String member) throws ControlRefusal {
        JsonNode value = request.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new ControlRefusal(ErrorCode.BAD_REQUEST, "'" + member + "' is not a text");
        }
        return Optional.of(value.textValue());
    }
}
