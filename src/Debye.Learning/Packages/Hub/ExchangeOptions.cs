namespace Debye.Learning.Packages.Hub;

/// <summary>Servers, tokens and patience of an exchange of models.</summary>
public sealed record ExchangeOptions
{
    /// <summary>The hub that hf:// addresses mean.</summary>
    public Uri Endpoint { get; init; } = new("https://huggingface.co/");

    /// <summary>Token of the hub; null for what everybody may read. It is sent to <see cref="Endpoint"/> alone.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>Token of one web host; null for none.</summary>
    public AccessToken? WebToken { get; init; }

    /// <summary>The host (and port, unless it is the usual one) that <see cref="WebToken"/> is sent to, as in an address.</summary>
    public string? WebHost { get; init; }

    /// <summary>How often a request is repeated after a failure that may pass, 1…20.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>First wait before a repetition; each further one is about twice as long. Above zero.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait; a server that asks for more is not waited for. At least <see cref="FirstWait"/>, up to a day.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a server may be silent before a connection counts as broken. Above zero, up to a day.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest package that is pulled, bytes, above 0.</summary>
    public long LargestPackage { get; init; } = 32L << 30;

    /// <summary>The clock that waits are measured with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// What the environment says: HF_ENDPOINT; the hub's token in DEBYE_HUB_TOKEN or else HF_TOKEN; a web host's token in
    /// DEBYE_WEB_TOKEN with its host in DEBYE_WEB_HOST.
    /// </summary>
    /// <param name="variable">Value of a variable by name, null where it is not set; without it, those of the process.</param>
    /// <exception cref="ArgumentException">A variable cannot be used; the message names it and never shows a token.</exception>
    public static ExchangeOptions FromEnvironment(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        var usual = new ExchangeOptions();
        var options = usual with
        {
            Endpoint = Value("HF_ENDPOINT") is { } endpoint ? ParseEndpoint(endpoint) : usual.Endpoint,
            Token = Token("DEBYE_HUB_TOKEN") ?? Token("HF_TOKEN"),
            WebToken = Token("DEBYE_WEB_TOKEN"),
            WebHost = Value("DEBYE_WEB_HOST"),
        };
        if (options.WebToken is not null && options.WebHost is null)
            throw new ArgumentException("DEBYE_WEB_TOKEN: expected the host it is meant for in DEBYE_WEB_HOST.");
        return options;

        string? Value(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;
        AccessToken? Token(string name) => Value(name) is { } value ? new AccessToken(value, name) : null;
    }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Endpoint is not { IsAbsoluteUri: true, Scheme: "https" or "http" })
            throw new ArgumentException("Endpoint: expected http(s)://host/.");
        if (Retries is < 1 or > 20)
            throw new ArgumentOutOfRangeException(nameof(Retries), Retries, "Expected 1…20.");
        if (FirstWait <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(FirstWait), FirstWait, "Expected above zero.");
        if (LongestWait < FirstWait || LongestWait > TimeSpan.FromDays(1))
            throw new ArgumentOutOfRangeException(nameof(LongestWait), LongestWait, "Expected at least the first wait, up to a day.");
        if (Silence <= TimeSpan.Zero || Silence > TimeSpan.FromDays(1))
            throw new ArgumentOutOfRangeException(nameof(Silence), Silence, "Expected above zero, up to a day.");
        if (LargestPackage <= 0)
            throw new ArgumentOutOfRangeException(nameof(LargestPackage), LargestPackage, "Expected above 0.");
        ArgumentNullException.ThrowIfNull(Clock);
    }

    private static Uri ParseEndpoint(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && uri.UserInfo.Length == 0
        && uri.Query.Length == 0
            ? uri
            : throw new ArgumentException("HF_ENDPOINT: expected https://host without user name and '?'.");
}
