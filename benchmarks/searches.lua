-- wrk: the queries of a file, one after the other; the access token and the file come as arguments.
local bodies, at = {}, 0

function init(arguments)
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    wrk.headers["Authorization"] = "Bearer " .. arguments[1]
    for line in io.lines(arguments[2]) do
        bodies[#bodies + 1] = wrk.format(nil, nil, nil, line)
    end
end

function request()
    at = at % #bodies + 1
    return bodies[at]
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"requests":%d,"seconds":%.3f,"p50_ms":%.3f,"p99_ms":%.3f,"refused":%d,"broken":%d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
