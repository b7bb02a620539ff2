using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Debye.Learning.Answers;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques;

/// <summary>Judges models on labelled data: the verb "evaluate" of a technique.</summary>
public abstract class EvaluateVerb
{
    /// <summary>What help pages say; its input is the labelled data.</summary>
    public abstract VerbHelp Help { get; }

    /// <summary>What may be named as a model.</summary>
    public virtual string ModelDescription => "Folder of the model package.";

    /// <summary>Settings beside model, data and output.</summary>
    public virtual ImmutableArray<Setting> Settings => [];

    /// <summary>Whether evaluations have a figure and a page.</summary>
    public virtual bool HasPage => false;

    /// <summary>Judges a model.</summary>
    /// <param name="model">The package.</param>
    /// <param name="data">Labelled data.</param>
    /// <param name="settings">Values of <see cref="Settings"/>.</param>
    /// <param name="context">Seed, threads, progress, cancellation; items that cannot be judged are skipped there.</param>
    /// <exception cref="DataFormatException">Model or data cannot be read.</exception>
    /// <exception cref="SettingException">Settings contradict each other.</exception>
    public abstract EvaluationDocument Evaluate(string model, string data, SettingValues settings, RunContext context);
}

/// <summary>Figures of an evaluation, laid out for readers.</summary>
public sealed record EvaluationDocument
{
    /// <summary>The figures for people.</summary>
    public required string Text { get; init; }

    /// <summary>The figures for programs.</summary>
    public required JsonNode Fields { get; init; }

    /// <summary>The figures and every judged item, for the output file; null where they are the same.</summary>
    public JsonNode? Items { get; init; }

    /// <summary>The figure that stands for the evaluation, such as a parity plot; null for none.</summary>
    public AnswerFigure? Figure { get; init; }

    /// <summary>Writes a page; gets the inputs that were skipped. Null where there is none.</summary>
    public Func<IReadOnlyList<string>, string, string>? Page { get; init; }
}

/// <summary>Settings contradict each other: the question is wrong, not the data.</summary>
public sealed class SettingException(string message) : Exception(message);
