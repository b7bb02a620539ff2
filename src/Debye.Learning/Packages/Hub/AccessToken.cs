namespace Debye.Learning.Packages.Hub;

/// <summary>A secret that opens a server. It prints as "(hidden)", and only a request to its server ever carries it.</summary>
public sealed class AccessToken
{
    private readonly string _value;

    /// <summary>Keeps a secret.</summary>
    /// <param name="value">Printable ASCII characters without spaces.</param>
    /// <param name="origin">What the user knows it by: the name of a variable.</param>
    /// <exception cref="ArgumentException">It cannot be sent; the message does not show it.</exception>
    public AccessToken(string value, string origin)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(origin);
        if (value.Length is 0 or > 4096 || value.Any(c => c is <= ' ' or > '~'))
            throw new ArgumentException($"{origin}: expected a token of printable characters without spaces.");
        (_value, Origin) = (value, origin);
    }

    /// <summary>What the user knows it by.</summary>
    public string Origin { get; }

    /// <summary>"(hidden)".</summary>
    public override string ToString() => "(hidden)";

    /// <summary>Puts the token on a request.</summary>
    internal void Authorize(HttpRequestMessage request) => request.Headers.Authorization = new("Bearer", _value);

    /// <summary>A text from elsewhere, without the token should it repeat it.</summary>
    internal string Hide(string text) => text.Replace(_value, "(hidden)", StringComparison.Ordinal);
}
