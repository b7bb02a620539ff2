using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Where labelled spectra come from.</summary>
public sealed record SpectraData
{
    /// <summary>Files with spectra, or folders of them, relative to the recipe.</summary>
    public IReadOnlyList<string> Spectra { get; init; } = [];

    /// <summary>Table with one row for each spectrum, in their order; empty where the files say all.</summary>
    public string Labels { get; init; } = "";

    /// <summary>
    /// Columns that make the class, joined by " / "; empty for the one that the file calls label, class, material or strain.
    /// </summary>
    public IReadOnlyList<string> LabelColumns { get; init; } = [];

    /// <summary>Whether the class is the name of the folder that a file lies in.</summary>
    public bool LabelIsFolder { get; init; }

    /// <summary>Column that says what belongs together; empty for what the file calls group or source_folder.</summary>
    public string GroupColumn { get; init; } = "";

    /// <summary>Rows that are used: for each column named the value that they have.</summary>
    public IReadOnlyDictionary<string, string> Where { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Classes that are never learnt from; they show whether a model refuses what it does not know.</summary>
    public IReadOnlyList<string> UnknownLabels { get; init; } = [];

    /// <summary>What the axis counts where the files do not state it.</summary>
    public SpectrumAxisUnit? AxisUnit { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A part is missing or contradicts another.</exception>
    public void Validate()
    {
        if (Spectra is null || Labels is null || LabelColumns is null || GroupColumn is null || Where is null || UnknownLabels is null)
            throw new ArgumentException("a part of data is null");
        if (Spectra.Count == 0 || Spectra.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("data.spectra is empty, expected files or folders");
        if (LabelIsFolder && (Labels.Length > 0 || LabelColumns.Count > 0))
            throw new ArgumentException("data.labelIsFolder does not go with labels or labelColumns");
        if (Labels.Length > 0 && LabelColumns.Count == 0)
            throw new ArgumentException("data.labels needs labelColumns");
    }
}
