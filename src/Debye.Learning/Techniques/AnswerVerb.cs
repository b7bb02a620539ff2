using System.Collections.Immutable;
using Debye.Learning.Answers;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques;

/// <summary>Answers questions about measurements: the verb "identify" or "predict" of a technique.</summary>
public abstract class AnswerVerb
{
    /// <summary>What help pages say.</summary>
    public abstract VerbHelp Help { get; }

    /// <summary>Heading of a report, such as "Powder patterns identified".</summary>
    public abstract string ReportTitle { get; }

    /// <summary>What one input is called, such as "pattern".</summary>
    public abstract string InputNoun { get; }

    /// <summary>Plural of <see cref="InputNoun"/>.</summary>
    public virtual string InputNouns => InputNoun + "s";

    /// <summary>Folder of the shipped model that answers where none is named; null where one must be named.</summary>
    public virtual string? UsualModel => null;

    /// <summary>What may be named as a model; null for a package.</summary>
    public virtual string? ModelDescription => null;

    /// <summary>Settings beside input, model and output.</summary>
    public virtual ImmutableArray<Setting> Settings => [];

    /// <summary>Whether many short questions are answered side by side, one thread each, rather than one after another on all
    /// threads.</summary>
    public virtual bool AnswersSideBySide => false;

    /// <summary>Opens a model.</summary>
    /// <param name="model">The package.</param>
    /// <param name="settings">Values of <see cref="Settings"/>.</param>
    /// <param name="context">Threads, and where problems go.</param>
    /// <exception cref="DataFormatException">It is missing, damaged, newer, or of another technique.</exception>
    public abstract AnsweringModel Open(string model, SettingValues settings, RunContext context);
}
