package holdfast.agent.lvs.operator;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import java.util.OptionalLong;

/** Numbers of requests. */
final class Numbers {
    private Numbers() {}

    /**
     * A member that is a whole number.
     *
     * @return empty when it is not there
     * @throws ControlRefusal when it is something else, or out of range
     */
    static OptionalLong in(JsonNode request, String member, long least, long most) throws ControlRefusal {
        JsonNode value = request.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.canConvertToLong()
                || !value.isIntegralNumber()
                || value.longValue() < least
                || value.longValue() > most) {
            throw new ControlRefusal(
                    ErrorCode.BAD_REQUEST, "'" + member + "' is not a whole number from " + least + " to " + most);
        }
        return OptionalLong.of(value.longValue());
    }
}
