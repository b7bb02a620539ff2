using System.Collections.Immutable;
using Debye.Plots;

namespace Debye.Learning.Answers;

/// <summary>A part of an <see cref="AnswerDocument"/>.</summary>
public abstract record AnswerPart;

/// <summary>Probabilities as bars; pages alone show them.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Bars">The bars, longest first.</param>
public sealed record AnswerBars(string Title, ImmutableArray<Bar> Bars) : AnswerPart;

/// <summary>A table.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Columns">Heads of the columns.</param>
/// <param name="Rows">Rows of as many cells.</param>
/// <param name="FirstNumber">Columns from this one on are aligned as numbers.</param>
public sealed record AnswerTable(string Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows, int FirstNumber)
    : AnswerPart;

/// <summary>A name and what is said of it on one line.</summary>
/// <param name="Name">Such as "90 % prediction set".</param>
/// <param name="Text">Such as "225, 221".</param>
public sealed record AnswerLine(string Name, string Text) : AnswerPart;

/// <summary>A figure, drawn only when it is asked for; pages show it.</summary>
/// <param name="Render">Draws it as SVG, or as other markup where <paramref name="IsMain"/> is false.</param>
/// <param name="IsMain">Whether it stands for the answer where one picture is wanted; it then is SVG.</param>
public sealed record AnswerFigure(Func<string> Render, bool IsMain = false) : AnswerPart
{
    /// <summary>What the page needs once at its head for such figures, such as a script; null for nothing.</summary>
    public string? Head { get; init; }
}
