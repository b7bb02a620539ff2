namespace Debye.Learning.Packages.Hub;

/// <summary>A repository of models on the Hugging Face hub, or on a server that speaks its protocol.</summary>
public sealed record HubAddress : ModelAddress
{
    internal const string UsualRevision = "main";

    internal HubAddress(string owner, string name, string revision) => (Owner, Name, Revision) = (owner, name, revision);

    /// <summary>User or organisation.</summary>
    public string Owner { get; }

    /// <summary>Name of the repository.</summary>
    public override string Name { get; }

    /// <summary>Branch, tag or commit.</summary>
    public string Revision { get; }

    /// <summary>Owner and name with a slash between them.</summary>
    public string Repository => $"{Owner}/{Name}";

    /// <summary>The address as it is written, without the usual revision.</summary>
    public override string ToString() => Revision == UsualRevision ? $"hf://{Repository}" : $"hf://{Repository}@{Revision}";
}
