namespace Debye.Learning.Packages.Hub;

/// <summary>What a push did.</summary>
/// <param name="Files">Files of the package.</param>
/// <param name="Sent">How many were sent; the others were there already.</param>
/// <param name="SentBytes">Their length.</param>
/// <param name="Revision">The commit on a hub; null elsewhere.</param>
/// <param name="Place">Where the package is now: an address for a browser, or a folder.</param>
public sealed record ModelPushResult(int Files, int Sent, long SentBytes, string? Revision, string Place)
{
    /// <summary>Files of the place that the package does not have and that were left there.</summary>
    public IReadOnlyList<string> NotInPackage { get; init; } = [];
}
