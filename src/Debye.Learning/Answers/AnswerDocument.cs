using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Debye.Learning.Answers;

/// <summary>An answer laid out for readers: what the text, JSON and HTML writers print.</summary>
public sealed record AnswerDocument
{
    /// <summary>The input as the caller named it.</summary>
    public required string Input { get; init; }

    /// <summary>What the answer rests on, such as "λ = 1.5406 Å, model xrd-spacegroup".</summary>
    public required string Basis { get; init; }

    /// <summary>What is answered, such as "Space group".</summary>
    public required string Question { get; init; }

    /// <summary>The answer itself, such as "Fm-3m (No. 225), 98.2 %".</summary>
    public required string Headline { get; init; }

    /// <summary>Why the answer is "unknown"; null when it is not.</summary>
    public string? Unknown { get; init; }

    /// <summary>Tables, bars, figures and lines in the order of reading.</summary>
    public ImmutableArray<AnswerPart> Parts { get; init; } = [];

    /// <summary>What should make the reader careful, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The whole answer on one line, for questions asked by the thousand; null to print the parts as text.</summary>
    public string? Line { get; init; }

    /// <summary>The answer for programs: keys in camel case, numbers in the units that their names state.</summary>
    public required JsonObject Fields { get; init; }

    /// <summary>The figure that stands for the answer; null where there is none.</summary>
    public AnswerFigure? Figure => Parts.OfType<AnswerFigure>().FirstOrDefault(figure => figure.IsMain);
}
