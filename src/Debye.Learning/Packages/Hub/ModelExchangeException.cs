namespace Debye.Learning.Packages.Hub;

/// <summary>A model could not be fetched or stored: the place refuses, does not answer, or what came is damaged.</summary>
public sealed class ModelExchangeException : IOException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What happened and what helps, in one sentence, without secrets.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public ModelExchangeException(string message, Exception? inner = null)
        : base(message, inner) { }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool MayPass { get; init; }

    /// <summary>How long the server asks to wait; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether what was asked for is not there.</summary>
    internal bool IsMissing { get; init; }

    /// <summary>Whether it exists already, or was changed meanwhile.</summary>
    internal bool IsConflict { get; init; }
}
